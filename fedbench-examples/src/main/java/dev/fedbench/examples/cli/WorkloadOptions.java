package dev.fedbench.examples.cli;

import dev.fedbench.core.learning.DigitsModel;
import dev.fedbench.core.learning.DigitsWorkload;
import dev.fedbench.core.learning.SyntheticWorkload;
import dev.fedbench.fl.ClientFactory;
import dev.fedbench.spi.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What clients train. */
final class WorkloadOptions {

  /** Data sets by the names that users type. */
  enum DatasetName {
    SYNTHETIC,
    DIGITS
  }

  @Option(
      names = "--dataset",
      paramLabel = "NAME",
      description = "synthetic: seeded normal draws (default); digits: real training.")
  private DatasetName dataset = DatasetName.SYNTHETIC;

  @Option(
      names = "--input-size",
      paramLabel = "N",
      description = "Weights of the synthetic model, which has a bias besides (default: 10).")
  private Optional<Integer> inputSize = Optional.empty();

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "softmax (default) or mlp, with --dataset digits.")
  private Optional<DigitsModel> model = Optional.empty();

  @Option(
      names = "--alpha",
      paramLabel = "A",
      description = "Labels spread over clients by Dirichlet(A); without it evenly.")
  private Optional<Double> alpha = Optional.empty();

  @Option(names = "--local-epochs", paramLabel = "N", description = "Epochs of each training.")
  private Optional<Integer> localEpochs = Optional.empty();

  @Option(names = "--batch-size", paramLabel = "N", description = "Examples of a mini-batch.")
  private Optional<Integer> batchSize = Optional.empty();

  @Option(names = "--learning-rate", paramLabel = "R", description = "Step size of SGD.")
  private Optional<Double> learningRate = Optional.empty();

  boolean synthetic() {
    return dataset == DatasetName.SYNTHETIC;
  }

  Optional<Integer> inputSize() {
    return inputSize;
  }

  /** The clients, or empty for synthetic ones; mistakes go to {@code problems}. */
  Optional<ClientFactory> factory(Problems problems) {
    if (synthetic()) {
      List<String> given = new ArrayList<>();
      model.ifPresent(value -> given.add("--model"));
      alpha.ifPresent(value -> given.add("--alpha"));
      localEpochs.ifPresent(value -> given.add("--local-epochs"));
      batchSize.ifPresent(value -> given.add("--batch-size"));
      learningRate.ifPresent(value -> given.add("--learning-rate"));
      problems.expect(given.isEmpty(), "%s: only with --dataset digits", String.join(", ", given));
      return Optional.empty();
    }
    problems.expect(inputSize.isEmpty(), "--input-size: only with --dataset synthetic");
    return problems.build(this::digits);
  }

  /** The same, with the synthetic ones made too: a coordinator asks them for the initial model. */
  Optional<ClientFactory> everyFactory(Problems problems) {
    Optional<ClientFactory> found = factory(problems);
    return synthetic() ? problems.build(() -> new SyntheticWorkload(inputSize.orElse(10))) : found;
  }

  private ClientFactory digits() {
    DigitsWorkload.Builder builder =
        DigitsWorkload.builder().model(model.orElse(DigitsModel.SOFTMAX));
    alpha.ifPresent(builder::dirichlet);
    localEpochs.ifPresent(builder::localEpochs);
    batchSize.ifPresent(builder::batchSize);
    learningRate.ifPresent(builder::learningRate);
    return builder.build();
  }

  @Override
  public String toString() {
    return dataset.name().toLowerCase(Locale.ROOT);
  }
}
