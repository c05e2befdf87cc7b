package dev.fedbench.core.fl.coordinator;

import dev.fedbench.fl.Evaluation;
import java.util.OptionalDouble;

/** The mean over clients' evaluations of one model, weighted by examples. */
final class Evaluations {

  private double meanLoss;
  private long examples;
  private double accuracy;
  private long accuracyExamples;

  void add(Evaluation evaluation) {
    examples += evaluation.examples();
    // A mean of finite losses is finite; a sum of them need not be.
    double share = (double) evaluation.examples() / examples;
    meanLoss = meanLoss * (1 - share) + evaluation.loss() * share;
    evaluation
        .accuracy()
        .ifPresent(
            value -> {
              accuracy += value * evaluation.examples();
              accuracyExamples += evaluation.examples();
            });
  }

  long examples() {
    return examples;
  }

  OptionalDouble loss() {
    return examples == 0 ? OptionalDouble.empty() : OptionalDouble.of(meanLoss);
  }

  OptionalDouble accuracy() {
    return accuracyExamples == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(accuracy / accuracyExamples);
  }
}
