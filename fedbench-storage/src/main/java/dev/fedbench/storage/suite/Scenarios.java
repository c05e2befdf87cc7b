package dev.fedbench.storage.suite;

import dev.fedbench.storage.Dtype;
import dev.fedbench.storage.ReferenceChooser;
import dev.fedbench.storage.clustering.Adaptive;
import dev.fedbench.storage.clustering.Clusterer;
import dev.fedbench.storage.clustering.Hierarchical;
import dev.fedbench.storage.clustering.KMeans;
import dev.fedbench.storage.clustering.SimilarTensors;
import dev.fedbench.storage.hash.Lanes;
import dev.fedbench.storage.workload.Workload;
import dev.fedbench.storage.workload.Workloads;
import dev.fedbench.suite.Scenario;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All scenarios of a profile, in the order in which they run. */
final class Scenarios {

  private static final String TEST = "test";
  private static final String WORKLOAD = "workload";
  private static final String LAYERS = "layers";
  private static final String HASHING = "hashing";

  /** Of the pair of models that are 99.9 % similar. */
  private static final double COSINE = 0.999;

  /** Bases that the clustered tensors are variants of. */
  private static final int BASES = 6;

  /** Full after a commit or two, so that it does not look as if the heap grew. */
  private static final long SMALL_CACHE = 1 << 20;

  private final Sizes sizes;
  private final Curves curves = new Curves();
  private final List<Scenario> all = new ArrayList<>();

  private Scenarios(Sizes sizes) {
    this.sizes = sizes;
  }

  /**
   * @param io whether those of input and output are among them
   */
  static List<Scenario> of(Sizes sizes, boolean io) {
    Scenarios scenarios = new Scenarios(sizes);
    scenarios.compression();
    scenarios.performance();
    scenarios.batches();
    scenarios.clustering();
    scenarios.scalability();
    scenarios.memory();
    scenarios.accuracy();
    if (io) {
      scenarios.io();
    }
    return List.copyOf(scenarios.all);
  }

  private void compression() {
    int layers = sizes.layers();
    compression(Workloads.similar(layers), layers);
    all.add(
        StorageScenario.of(
                "compression",
                context -> CompressionTrial.open(Series.pair(layers, COSINE), context))
            .with(WORKLOAD, "pair")
            .with(LAYERS, layers));
    compression(Workloads.transfer(layers), layers);
    compression(Workloads.mixed(layers), layers);
    compression(Workloads.bf16similar(layers), layers);
    Workload networks = Workloads.coralbench();
    all.add(
        StorageScenario.of(
                "compression", context -> CompressionTrial.open(Series.of(networks), context))
            .with(WORKLOAD, networks.name()));
    int checkpoints = sizes.checkpoints();
    all.add(
        StorageScenario.of(
                "compression",
                context -> CompressionTrial.open(TrainedSeries.of(checkpoints, context), context))
            .with(WORKLOAD, "checkpoints")
            .with("checkpoints", checkpoints));
  }

  private void compression(Workload workload, int layers) {
    all.add(
        StorageScenario.of(
                "compression", context -> CompressionTrial.open(Series.of(workload), context))
            .with(WORKLOAD, workload.name())
            .with(LAYERS, layers));
  }

  private void performance() {
    for (int layers : sizes.performanceLayers()) {
      for (int threads : sizes.threads()) {
        for (Operation operation : Operation.values()) {
          int batch = sizes.batch();
          all.add(
              StorageScenario.of(
                      "performance",
                      context ->
                          new PerformanceTrial(
                              operation,
                              Bench.open(layers, threads, batch, context.seed()),
                              context))
                  .with(TEST, operation.word())
                  .with("model_mb", 2 * layers)
                  .with("threads", threads)
                  .with(HASHING, Lanes.name()));
        }
      }
    }
  }

  /** One by one and as a batch, on the smallest of the models. */
  private void batches() {
    int layers = sizes.performanceLayers().get(0);
    int batch = sizes.batch();
    all.add(
        StorageScenario.of(
                "performance",
                context -> new BatchTrial(Bench.open(layers, 1, batch, context.seed()), context))
            .with(TEST, "batch-or-single")
            .with("commits", batch)
            .with("threads", 1)
            .with(HASHING, Lanes.name()));
  }

  private void clustering() {
    for (int tensors : sizes.clusteredTensors()) {
      Map<String, Clusterer> ways = new LinkedHashMap<>();
      ways.put("k-means", new KMeans(BASES, 1));
      ways.put("hierarchical", new Hierarchical(BASES, Hierarchical.Linkage.AVERAGE));
      ways.put("adaptive", new Adaptive(4 * BASES, 1));
      ways.forEach(
          (name, way) ->
              all.add(
                  StorageScenario.of(
                          "clustering",
                          context ->
                              new ClusteringTrial(
                                  name,
                                  way,
                                  Family.of(tensors, BASES, context.seed()),
                                  curves,
                                  context.seed()))
                      .with(TEST, name)
                      .with("tensors", tensors)));
    }
    int tensors = sizes.clusteredTensors().get(0);
    all.add(
        StorageScenario.of("clustering", context -> DriftTrial.open(tensors, BASES, context.seed()))
            .with(TEST, "drift")
            .with("tensors", tensors));
    references("references-none", ReferenceChooser.NONE, tensors);
    references("references-similar", SimilarTensors.factory(), tensors);
  }

  private void references(String name, ReferenceChooser.Factory chooser, int tensors) {
    all.add(
        StorageScenario.of(
                "clustering",
                context ->
                    ReferencesTrial.open(
                        Family.of(tensors, BASES, context.seed()), chooser, context))
            .with(TEST, name)
            .with("tensors", tensors));
  }

  private void scalability() {
    for (long parameters : sizes.parameters()) {
      all.add(
          StorageScenario.of(
                  "scalability", context -> ModelSizeTrial.open(parameters, curves, context))
              .with(TEST, "model")
              .with("parameters", parameters));
    }
    for (int models : sizes.repository()) {
      all.add(
          StorageScenario.of(
                  "scalability", context -> RepositoryTrial.open(models, curves, context))
              .with(TEST, "repository")
              .with("models", models));
    }
    for (String curve :
        List.of(
            "model commit",
            "model load",
            "repository open",
            "repository commit",
            ClusteringTrial.curve("k-means"),
            ClusteringTrial.curve("hierarchical"),
            ClusteringTrial.curve("adaptive"))) {
      all.add(
          StorageScenario.of("scalability", context -> GrowthTrial.open(curve, curves))
              .with(TEST, "growth")
              .with("curve", curve));
    }
    for (int readers : sizes.readers()) {
      int layers = sizes.layers();
      all.add(
          StorageScenario.of(
                  "scalability",
                  context -> ReadersTrial.open(Series.of(Workloads.similar(layers)), readers))
              .with(TEST, "readers")
              .with("readers", readers)
              .with(LAYERS, layers));
    }
  }

  private void memory() {
    int layers = sizes.layers();
    int commits = sizes.commits();
    all.add(
        StorageScenario.of(
                "memory",
                context ->
                    new MemoryTrial(
                        Bench.open(layers, 1, 0, SMALL_CACHE, context.seed()), commits, context))
            .with(TEST, "commits")
            .with("commits", commits)
            .with(LAYERS, layers));
    all.add(
        StorageScenario.of(
                "memory", context -> new LazyTrial(Bench.open(layers, 1, 0, context.seed())))
            .with(TEST, "lazy")
            .with(LAYERS, layers));
    all.add(
        StorageScenario.of("memory", context -> OpeningTrial.open(layers, context))
            .with(TEST, "opening")
            .with(LAYERS, layers));
  }

  private void accuracy() {
    for (Dtype dtype : Dtype.values()) {
      all.add(
          StorageScenario.of("accuracy", context -> DtypeTrial.open(dtype, context))
              .with(TEST, "bits")
              .with("dtype", dtype));
    }
    all.add(
        StorageScenario.of(
                "accuracy",
                context -> CompressionTrial.open(Series.of(Workloads.special()), context))
            .with(TEST, "special")
            .with(WORKLOAD, "special"));
    int layers = sizes.layers();
    for (LossyStrategy strategy : LossyStrategy.values()) {
      all.add(
          StorageScenario.of("accuracy", context -> LossyTrial.open(strategy, layers))
              .with(TEST, "lossy")
              .with("strategy", strategy.word())
              .with(LAYERS, layers));
    }
    all.add(StorageScenario.of("accuracy", CorruptionTrial::open).with(TEST, "corruption"));
  }

  private void io() {
    int commits = 10 * sizes.batch();
    all.add(
        StorageScenario.of("io", context -> SmallCommitsTrial.open(commits, context))
            .with(TEST, "small-commits")
            .with("commits", commits));
    int layers = 32 * sizes.layers();
    for (SequentialTrial.Direction direction : SequentialTrial.Direction.values()) {
      all.add(
          StorageScenario.of("io", context -> SequentialTrial.open(direction, layers, context))
              .with(TEST, "sequential-" + direction.word())
              .with("model_mb", 2 * layers));
    }
    int tensors = 10 * sizes.batch();
    all.add(
        StorageScenario.of("io", context -> RandomReadsTrial.open(tensors, context))
            .with(TEST, "random-reads")
            .with("tensors", tensors));
  }
}
