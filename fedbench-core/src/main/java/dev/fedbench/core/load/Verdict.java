package dev.fedbench.core.load;

import dev.fedbench.result.Outcome;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How a load ended. Decided purely.
 *
 * @param reason what was found, against what was expected; empty if it completed
 */
record Verdict(Outcome outcome, Optional<String> reason) {

  static final Verdict COMPLETED = new Verdict(Outcome.COMPLETED, Optional.empty());

  static Verdict of(Outcome outcome, String format, Object... values) {
    return new Verdict(outcome, Optional.of(format.formatted(values)));
  }

  /**
   * What is known of an open loop.
   *
   * @param requests at least 1
   * @param targetRate requests a second
   * @param rate completed requests a second
   * @param backlogGrowth see {@link Backlog#growth}
   * @param responseMedian of the responses, in nanoseconds; 0 if there is none
   * @param lateness 99th percentile of the generator's own lateness, in nanoseconds: of requests
   *     that did not have to wait for others to end
   */
  record OpenFacts(
      long requests,
      long completed,
      Map<FailureCause, Long> failures,
      double targetRate,
      double rate,
      double backlogGrowth,
      long responseMedian,
      long lateness) {

    /** Requests that were answered in time, be it with a failure, or refused: none was slow. */
    private long ended() {
      return completed
          + failures.entrySet().stream()
              .filter(one -> one.getKey() != FailureCause.TIMEOUT)
              .mapToLong(Map.Entry::getValue)
              .sum();
    }
  }

  /** How an open loop that was not cancelled ended. */
  static Verdict of(OpenFacts facts, OpenLimits limits) {
    boolean missed = facts.ended() < limits.completedShare() * facts.requests();
    boolean grows = facts.backlogGrowth() > 1 - limits.completedShare();
    boolean late = facts.lateness() > limits.latenessShare() * facts.responseMedian();
    if ((missed || grows) && !late) {
      return of(Outcome.SATURATED, "%s", saturation(facts, limits, missed));
    }
    if (missed || grows || late || facts.lateness() > limits.lateness().toNanos()) {
      return of(Outcome.GENERATOR_LIMITED, "%s", lateness(facts, limits));
    }
    if (facts.completed() < limits.completedShare() * facts.requests()) {
      return of(
          Outcome.FAILED,
          "%d of %d requests completed, others failed %s; expected at least %s to complete",
          facts.completed(),
          facts.requests(),
          facts.failures(),
          percent(limits.completedShare()));
    }
    return COMPLETED;
  }

  private static String saturation(OpenFacts facts, OpenLimits limits, boolean missed) {
    String found =
        missed
            ? "%d of %d requests ended in time; expected at least %s"
                .formatted(facts.ended(), facts.requests(), percent(limits.completedShare()))
            : "the backlog grew by %s of the requests; expected at most %s"
                .formatted(percent(facts.backlogGrowth()), percent(1 - limits.completedShare()));
    return String.format(
        Locale.ROOT, "%s. Achieved %.1f/s of %.1f/s", found, facts.rate(), facts.targetRate());
  }

  private static String lateness(OpenFacts facts, OpenLimits limits) {
    return String.format(
        Locale.ROOT,
        "requests were started late by %.1f us (p99), the median response is %.1f us; expected at"
            + " most %s of it and at most %.1f us",
        facts.lateness() / 1e3,
        facts.responseMedian() / 1e3,
        percent(limits.latenessShare()),
        limits.lateness().toNanos() / 1e3);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.3g %%", 100 * share);
  }
}
