package dev.fedbench.result;

/** How a scenario, or a whole run, ended. */
public enum Outcome {
  /** It ran to its end. Single clients may have failed: the figures say so. */
  COMPLETED,
  /** It could not run, or could not finish. The reason says why. */
  FAILED,
  /** It was stopped; what it measured until then is here. */
  CANCELLED,
  /** It was not run, for the stated reason. */
  SKIPPED
}
