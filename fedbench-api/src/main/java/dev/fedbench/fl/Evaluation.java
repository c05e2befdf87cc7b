package dev.fedbench.fl;

import java.util.OptionalDouble;

/**
 * How good a model is on some examples.
 *
 * @param loss mean loss, finite
 * @param accuracy share of the examples that it gets right, 0 to 1, where that has a meaning
 * @param examples how many, at least 1: the weight in the mean over clients
 */
public record Evaluation(double loss, OptionalDouble accuracy, long examples) {

  public Evaluation {
    double share = accuracy.orElse(0);
    if (!Double.isFinite(loss) || !(share >= 0 && share <= 1) || examples < 1) {
      throw new IllegalArgumentException(
          "an evaluation of loss %s, accuracy %s over %d examples; expected finite, 0 to 1, at least 1"
              .formatted(loss, accuracy, examples));
    }
  }

  /** An evaluation of a classifier. */
  public static Evaluation of(double loss, double accuracy, long examples) {
    return new Evaluation(loss, OptionalDouble.of(accuracy), examples);
  }
}
