package dev.fedbench.result;

/** How a scenario, or a whole run, ended. */
public enum Outcome {
  /** It ran to its end. Single clients may have failed: the figures say so. */
  COMPLETED,
  /**
   * It ran to its end, but the system under test could not keep up with the load that was asked
   * for: the figures are those of a system in overload.
   */
  SATURATED,
  /**
   * It ran to its end, but the load generator was the limit: the figures say little of the system.
   */
  GENERATOR_LIMITED,
  /** It ran to its end, and left something behind: queued calls, threads or sockets. */
  LEAK,
  /**
   * What was measured does the wrong thing, such as accepting a proof of something false: its
   * figures are those of nothing.
   */
  INCORRECT,
  /** It could not run, or could not finish. The reason says why. */
  FAILED,
  /** It was stopped; what it measured until then is here. */
  CANCELLED,
  /** It was not run, for the stated reason. */
  SKIPPED
}
