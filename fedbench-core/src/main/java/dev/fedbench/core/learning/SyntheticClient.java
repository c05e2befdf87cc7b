package dev.fedbench.core.learning;

import dev.fedbench.fl.Client;
import dev.fedbench.fl.FitRequest;
import dev.fedbench.fl.TensorLayout;
import dev.fedbench.fl.Tensors;
import dev.fedbench.fl.Update;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Learns nothing: draws standard normal deltas, whatever the model. The same seed and round give
 * the same delta; the seed differs by client. Two fields, so that a million cost little.
 */
final class SyntheticClient extends Client {

  private final TensorLayout layout;
  private final long seed;

  SyntheticClient(TensorLayout layout, long seed) {
    this.layout = layout;
    this.seed = seed;
  }

  /** Zeros. */
  @Override
  public Optional<Tensors> initialModel() {
    return Optional.of(Tensors.zeros(layout));
  }

  /** A delta that counts as one example. */
  @Override
  public Update fit(FitRequest request) {
    SplittableRandom random = Randomness.generator(seed, request.round());
    float[] delta = new float[layout.size()];
    for (int i = 0; i < delta.length; i++) {
      delta[i] = (float) random.nextGaussian();
    }
    return new Update(new Tensors(layout, delta), 1);
  }

  /** Nothing to release. */
  @Override
  public void close() {}
}
