package dev.fedbench.core.learning;

import dev.fedbench.fl.Client;
import dev.fedbench.fl.ClientContext;
import dev.fedbench.fl.ClientFactory;
import dev.fedbench.fl.TensorLayout;
import dev.fedbench.fl.TensorSpec;
import dev.fedbench.spi.InvalidConfigException;
import dev.fedbench.spi.Problems;

/**
 * Clients that draw seeded standard normal deltas instead of training: tensors weights [inputSize]
 * and bias [1], from a model of zeros. Immutable and thread-safe.
 */
public final class SyntheticWorkload implements ClientFactory {

  private final TensorLayout layout;

  /**
   * Clients of one size.
   *
   * @param inputSize weights of the model, at least 1; it has a bias besides
   * @throws InvalidConfigException if it is less, or more than a model can have
   */
  public SyntheticWorkload(int inputSize) {
    new Problems().between("input size", inputSize, 1, TensorLayout.MAX_VALUES - 1).orThrow();
    layout = TensorLayout.of(TensorSpec.of("weights", inputSize), TensorSpec.of("bias", 1));
  }

  @Override
  public Client create(ClientContext context) {
    return new SyntheticClient(layout, context.seed());
  }

  @Override
  public String workload() {
    return "synthetic";
  }
}
