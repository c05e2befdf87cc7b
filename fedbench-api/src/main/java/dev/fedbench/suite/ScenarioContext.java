package dev.fedbench.suite;

import dev.fedbench.result.Outcome;

/** What the engine gives a scenario. Thread-safe. */
public interface ScenarioContext {

  /** The run's seed: everything random that is not a secret derives from it. */
  long seed();

  /**
   * Whether the run was cancelled; long work looks here at least twice a second and returns early.
   */
  boolean cancelled();

  /**
   * Asks to be told of cancellation; called at once if it has happened. The action must be quick
   * and must not throw.
   */
  void onCancel(Runnable action);

  /** Tells listeners that {@code done} of {@code total} steps are done. */
  void progress(long done, long total, String what);

  /**
   * Says that the scenario ran to its end but ended otherwise than COMPLETED. What it measured
   * stays. Of several, the last in the order of {@link Outcome} counts; a scenario that fails has
   * failed.
   *
   * @param outcome SATURATED, GENERATOR_LIMITED, LEAK or INCORRECT
   * @param reason what was found, against what was expected
   * @throws IllegalArgumentException for another outcome
   */
  void qualify(Outcome outcome, String reason);

  /** Adds a warning to the result: something that a reader of the figures must know. */
  void warn(String warning);
}
