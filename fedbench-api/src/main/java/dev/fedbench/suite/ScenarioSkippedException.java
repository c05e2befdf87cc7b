package dev.fedbench.suite;

/** A scenario finds that it cannot be measured here: it is recorded as SKIPPED, with the reason. */
public final class ScenarioSkippedException extends Exception {

  private static final long serialVersionUID = 1;

  /**
   * Skips the scenario.
   *
   * @param reason what is missing here, and what would help
   */
  public ScenarioSkippedException(String reason) {
    super(reason);
  }
}
