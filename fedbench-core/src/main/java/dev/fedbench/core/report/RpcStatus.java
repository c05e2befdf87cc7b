package dev.fedbench.core.report;

import dev.fedbench.metric.RpcMetrics;
import dev.fedbench.result.MetricSummary;
import dev.fedbench.result.ScenarioResult;
import java.util.Optional;

/** An RPC scenario in a word. */
enum RpcStatus {
  OK(Tone.GOOD),
  /** 95 % of the requests succeeded, or more, but not all. */
  WARN(Tone.WARNING),
  /** Fewer did, or the scenario came to no end. */
  FAIL(Tone.BAD),
  LEAK(Tone.BAD),
  SATURATED(Tone.WARNING),
  GENERATOR_LIMITED(Tone.WARNING),
  CANCELLED(Tone.WARNING),
  SKIPPED(Tone.FAINT);

  private static final double ENOUGH = 0.95;

  private final Tone tone;

  RpcStatus(Tone tone) {
    this.tone = tone;
  }

  static RpcStatus of(ScenarioResult scenario) {
    return switch (scenario.outcome()) {
      case COMPLETED -> completed(scenario);
      case SATURATED -> SATURATED;
      case GENERATOR_LIMITED -> GENERATOR_LIMITED;
      case LEAK -> LEAK;
      case FAILED, INCORRECT -> FAIL;
      case CANCELLED -> CANCELLED;
      case SKIPPED -> SKIPPED;
    };
  }

  private static RpcStatus completed(ScenarioResult scenario) {
    long requests = sum(scenario.metric(RpcMetrics.REQUESTS));
    long failures = sum(scenario.metric(RpcMetrics.FAILURES));
    if (requests == 0) {
      return FAIL;
    }
    return failures == 0 ? OK : (double) (requests - failures) / requests >= ENOUGH ? WARN : FAIL;
  }

  /** Of counts. */
  static long sum(Optional<MetricSummary> counts) {
    return Math.round(counts.map(MetricSummary::sum).orElse(0.0));
  }

  /** Whether the figures are those of what was asked for. */
  boolean sound() {
    return this == OK || this == WARN || this == LEAK;
  }

  Cell cell() {
    return new Cell(text(), tone);
  }

  String text() {
    return name().replace('_', ' ');
  }
}
