package dev.fedbench.core.learning;

import dev.fedbench.fl.ClientContext;
import dev.fedbench.fl.ClientFactory;
import dev.fedbench.spi.InvalidConfigException;
import dev.fedbench.spi.Problems;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Clients that learn to read handwritten digits, for real: 1,797 images of 8 by 8 pixels, of which
 * 1,437 are divided among the clients to train on, and 360 held out. Immutable and thread-safe.
 *
 * <p>Split, partition and initial model depend on this workload's {@code dataSeed} and the number
 * of clients alone, so that all clients agree on them, also in different processes. The order in
 * which a client goes through its examples depends on its own seed and the round.
 *
 * <p>The held-out images are divided too, equally: the mean of the clients' accuracies, weighted by
 * their examples, is the model's accuracy on all of them. From 361 clients on some have none and
 * evaluate nothing. More than 1,437 clients cannot be made: each needs an example to train on.
 */
public final class DigitsWorkload implements ClientFactory {

  /** Shared by all {@link DigitsClient#DigitsClient(ClientContext)}, hence by one data set. */
  private static final DigitsWorkload STANDARD = builder().build();

  private final DigitsModel model;
  private final Network network;
  private final Partitioner partitioner;
  private final Sgd sgd;
  private final long dataSeed;

  /** Made by the first client; guarded by this. */
  private DigitsTask task;

  private DigitsWorkload(
      DigitsModel model, Network network, Partitioner partitioner, Sgd sgd, long dataSeed) {
    this.model = model;
    this.network = network;
    this.partitioner = partitioner;
    this.sgd = sgd;
    this.dataSeed = dataSeed;
  }

  /** A builder with all defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** The workload with all defaults. */
  public static DigitsWorkload standard() {
    return STANDARD;
  }

  /**
   * Makes a client; cheap but for the first, which reads the images and divides them.
   *
   * @throws IllegalArgumentException if there are not enough examples for so many clients
   */
  @Override
  public DigitsClient create(ClientContext context) {
    return new DigitsClient(task(), context);
  }

  /** The model and, unless IID, the partition: digits-mlp, digits-softmax-dirichlet-0.3. */
  @Override
  public String workload() {
    String name = "digits-" + model.name().toLowerCase(Locale.ROOT);
    return partitioner instanceof IidPartitioner ? name : name + "-" + partitioner;
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("localEpochs", Integer.toString(sgd.epochs()));
    settings.put("batchSize", Integer.toString(sgd.batchSize()));
    settings.put("learningRate", Float.toString(sgd.learningRate()));
    settings.put("parameters", Integer.toString(network.layout().size()));
    settings.put("dataSeed", Long.toString(dataSeed));
    return settings;
  }

  synchronized DigitsTask task() {
    if (task == null) {
      task = new DigitsTask(Digits.dataset(), network, partitioner, sgd, dataSeed);
    }
    return task;
  }

  @Override
  public String toString() {
    return "%s, partition %s, %s, %s, data seed %d"
        .formatted(workload(), partitioner, network.layout(), sgd, dataSeed);
  }

  /** Notes what is asked; {@link #build} checks it all. Not thread-safe. */
  public static final class Builder {

    private DigitsModel model = DigitsModel.MLP;
    private Optional<Integer> hiddenUnits = Optional.empty();
    private Optional<Double> alpha = Optional.empty();
    private Optional<Integer> shards = Optional.empty();
    private int localEpochs = 5;
    private int batchSize = 8;
    private Optional<Double> learningRate = Optional.empty();
    private long dataSeed = 1998;

    private Builder() {}

    /** The model; the perceptron unless said. */
    public Builder model(DigitsModel other) {
      model = Objects.requireNonNull(other);
      return this;
    }

    /** Units of the perceptron's hidden layer, 1 to 4,096; 32 unless said. */
    public Builder hiddenUnits(int units) {
      hiddenUnits = Optional.of(units);
      return this;
    }

    /**
     * Skews labels: each class is divided in proportions from a Dirichlet distribution, 0.001 to
     * 1,000,000, the smaller the more skew. Unless said, examples are dealt out at random.
     */
    public Builder dirichlet(double concentration) {
      alpha = Optional.of(concentration);
      return this;
    }

    /** Skews labels: each client gets so many equal pieces of the examples sorted by label. */
    public Builder shards(int perClient) {
      shards = Optional.of(perClient);
      return this;
    }

    /** How often a client goes through its examples in a round, 1 to 10,000; 5 unless said. */
    public Builder localEpochs(int epochs) {
      localEpochs = epochs;
      return this;
    }

    /** Examples a step of gradient descent, 1 to 1,000,000; 8 unless said. */
    public Builder batchSize(int examples) {
      batchSize = examples;
      return this;
    }

    /** Length of a step, 0.000001 to 100; unless said, the model's. */
    public Builder learningRate(double rate) {
      learningRate = Optional.of(rate);
      return this;
    }

    /** What split, partition and initial model derive from; 1998 unless said. */
    public Builder dataSeed(long seed) {
      dataSeed = seed;
      return this;
    }

    /**
     * The workload.
     *
     * @throws InvalidConfigException with every mistake
     */
    public DigitsWorkload build() {
      double rate = learningRate.orElse(model.learningRate());
      Problems problems =
          new Problems()
              .between("hidden units", hiddenUnits.orElse(1), 1, 4_096)
              .expect(
                  hiddenUnits.isEmpty() || model == DigitsModel.MLP,
                  "hidden units: are for the model mlp, not %s",
                  model.name().toLowerCase(Locale.ROOT))
              .expect(
                  alpha.isEmpty() || shards.isEmpty(),
                  "partition: both dirichlet and shards; expected one of them")
              .between("local epochs", localEpochs, 1, 10_000)
              .between("batch size", batchSize, 1, 1_000_000)
              .expect(
                  rate >= 1e-6 && rate <= 100, "learning rate: %s; expected 0.000001 to 100", rate);
      Optional<Partitioner> partitioner = problems.build(this::partitioner);
      problems.orThrow();
      return new DigitsWorkload(
          model,
          network(),
          partitioner.orElseThrow(),
          new Sgd(localEpochs, batchSize, (float) rate),
          dataSeed);
    }

    private Partitioner partitioner() {
      if (alpha.isPresent()) {
        return new DirichletPartitioner(alpha.get());
      }
      return shards.isPresent() ? new ShardPartitioner(shards.get()) : new IidPartitioner();
    }

    private Network network() {
      return switch (model) {
        case SOFTMAX -> Network.softmax(DigitsFile.PIXELS, DigitsFile.CLASSES);
        case MLP -> Network.mlp(DigitsFile.PIXELS, hiddenUnits.orElse(32), DigitsFile.CLASSES);
      };
    }
  }
}
