package dev.fedbench.core.fl.coordinator;

import dev.fedbench.fl.Evaluation;
import java.util.OptionalDouble;

/** The mean over clients' evaluations of one model, weighted by examples. */
final class Evaluations {

  private double loss;
  private long examples;
  private double accuracy;
  private long accuracyExamples;

  void add(Evaluation evaluation) {
    loss += evaluation.loss() * evaluation.examples();
    examples += evaluation.examples();
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
    return examples == 0 ? OptionalDouble.empty() : OptionalDouble.of(loss / examples);
  }

  OptionalDouble accuracy() {
    return accuracyExamples == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(accuracy / accuracyExamples);
  }
}
