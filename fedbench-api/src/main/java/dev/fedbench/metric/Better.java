package dev.fedbench.metric;

/** The direction in which a metric improves. */
public enum Better {
  LOWER,
  HIGHER,
  /** Neither direction is better: a count that describes the run. */
  NEITHER
}
