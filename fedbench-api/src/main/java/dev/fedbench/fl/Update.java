package dev.fedbench.fl;

import java.util.Objects;

/**
 * What a client's training came to.
 *
 * @param delta the trained model less the one that was given, of the model's layout
 * @param examples how many examples it stands for, at least 1: its weight in the mean
 */
public record Update(Tensors delta, long examples) {

  public Update {
    Objects.requireNonNull(delta, "delta");
    if (examples < 1) {
      throw new IllegalArgumentException(
          "an update for %d examples; expected at least 1".formatted(examples));
    }
  }
}
