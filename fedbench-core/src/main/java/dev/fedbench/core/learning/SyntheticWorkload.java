package dev.fedbench.core.learning;

import dev.fedbench.fl.Client;
import dev.fedbench.fl.ClientContext;
import dev.fedbench.fl.ClientFactory;
import dev.fedbench.fl.FitRequest;
import dev.fedbench.fl.TensorLayout;
import dev.fedbench.fl.TensorSpec;
import dev.fedbench.fl.Tensors;
import dev.fedbench.fl.Update;
import java.util.Optional;
import java.util.SplittableRandom;

/** Temporary. */
public final class SyntheticWorkload implements ClientFactory {
  private final TensorLayout layout;

  public SyntheticWorkload(int inputSize) {
    layout = TensorLayout.of(TensorSpec.of("weights", inputSize), TensorSpec.of("bias", 1));
  }

  @Override
  public Client create(ClientContext context) {
    return new Client() {
      @Override
      public Optional<Tensors> initialModel() {
        return Optional.of(Tensors.zeros(layout));
      }

      @Override
      public Update fit(FitRequest request) {
        SplittableRandom random = new SplittableRandom(context.seed() + request.round());
        float[] values = new float[layout.size()];
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) random.nextGaussian();
        }
        return new Update(new Tensors(layout, values), 1);
      }
    };
  }
}
