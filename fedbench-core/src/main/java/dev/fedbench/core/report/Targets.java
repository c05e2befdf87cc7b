package dev.fedbench.core.report;

import dev.fedbench.result.BenchmarkResult;
import java.util.List;

/** The accuracies whose cost a report states: the option {@code targets} of the configuration. */
final class Targets {

  private Targets() {}

  static List<Double> of(BenchmarkResult result) {
    return result.config().get("targets") instanceof List<?> targets
        ? targets.stream()
            .filter(Number.class::isInstance)
            .map(target -> ((Number) target).doubleValue())
            .toList()
        : List.of();
  }
}
