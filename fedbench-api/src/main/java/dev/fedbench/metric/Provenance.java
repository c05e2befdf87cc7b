package dev.fedbench.metric;

/** Where a metric's values come from. */
public enum Provenance {
  /** Read from a clock, a counter or the system while the work really ran. */
  MEASURED,
  /** Computed from a stated model, not observed. */
  MODELLED,
  /** Read from a recorded trace. */
  REPLAYED
}
