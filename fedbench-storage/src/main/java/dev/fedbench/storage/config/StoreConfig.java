package dev.fedbench.storage.config;

import dev.fedbench.spi.InvalidConfigException;
import dev.fedbench.spi.Problems;
import dev.fedbench.storage.StoreOptions;
import dev.fedbench.storage.WeightStore;
import dev.fedbench.storage.clustering.SimilarTensors;
import dev.fedbench.storage.clustering.Thinning;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How a store is used, as users say it. Nothing of it is part of the store: each opening may
 * differ, and what is said of writing means nothing to a store that is opened to read.
 *
 * @param similarity what a tensor without a parent must have in common with another to be a
 *     difference to it; see {@link SimilarTensors#factory(double, Thinning)}
 * @param encoding of all chunks; otherwise the smallest for each
 * @param thinning of sketches of tensors
 * @param cleanup when garbage is collected without being told
 * @param batchSize of the commits that are given at once, so many become durable together;
 *     otherwise all
 * @param lazyLoading whether a checkpoint is read no sooner than its tensors are; otherwise all of
 *     it is read and checked when it is asked for
 * @param memoryLimitMib for the buffers of threads and the cache of references
 */
public record StoreConfig(
    OptionalDouble similarity,
    Optional<Encoding> encoding,
    Optional<Thinning> thinning,
    Cleanup cleanup,
    OptionalInt batchSize,
    boolean lazyLoading,
    OptionalInt memoryLimitMib) {

  /** As stores are used where nothing is said. */
  public static final StoreConfig DEFAULTS =
      new StoreConfig(
          OptionalDouble.empty(),
          Optional.empty(),
          Optional.empty(),
          Cleanup.NEVER,
          OptionalInt.empty(),
          true,
          OptionalInt.empty());

  public StoreConfig {
    Problems problems = new Problems();
    similarity.ifPresent(
        value ->
            problems.expect(value >= 0 && value <= 1, "similarity: %s; expected 0 to 1", value));
    batchSize.ifPresent(value -> problems.atLeast("batchSize", value, 1));
    memoryLimitMib.ifPresent(
        value -> problems.atLeast("memoryLimitMib", value, MemoryLimit.LEAST_MIB));
    boolean looks = encoding.map(Encoding::usesReferences).orElse(true);
    problems
        .expect(
            looks || similarity.isEmpty() && thinning.isEmpty(),
            "similarity_threshold and clustering_strategy say what chunks are differences to, and there are none with the encoding %s; leave them out, or take another encoding",
            encoding.map(Encoding::toString).orElse(""))
        .orThrow();
  }

  /**
   * What the keys say; {@code docs/storage.md} has the list.
   *
   * @param entries texts, numbers and truth values by key, as any parser of JSON gives them
   * @throws InvalidConfigException with every mistake: the key, what was found, what is expected
   */
  public static StoreConfig of(Map<String, ?> entries) {
    return Keys.read(entries);
  }

  /**
   * With what the environment says.
   *
   * @throws InvalidConfigException if both say how chunks are encoded
   */
  public StoreConfig with(StorageEnvironment environment) {
    if (environment.compression().isEmpty()) {
      return this;
    }
    if (encoding.isPresent()) {
      throw new InvalidConfigException(
          List.of(
              "delta_encoding and %s both say how chunks are encoded; leave one of them out"
                  .formatted(StorageEnvironment.COMPRESSION)));
    }
    return new StoreConfig(
        similarity,
        environment.compression(),
        thinning,
        cleanup,
        batchSize,
        lazyLoading,
        memoryLimitMib);
  }

  /**
   * How a store is opened, as far as options say: all but batches, laziness and cleaning up.
   *
   * @throws IllegalArgumentException if a codec is not here
   */
  public StoreOptions in(StoreOptions options) {
    StoreOptions changed = options;
    if (similarity.isPresent() || thinning.isPresent()) {
      changed =
          changed.withChooser(
              SimilarTensors.factory(
                  similarity.orElse(SimilarTensors.ALIKE), thinning.orElse(Thinning.KMEANS)));
    }
    if (encoding.isPresent()) {
      changed = encoding.get().in(changed);
    }
    return memoryLimitMib.isPresent()
        ? MemoryLimit.in(changed, memoryLimitMib.getAsInt())
        : changed;
  }

  /** Opens a store, to read and write unless the options say otherwise. */
  public WeightStore open(Path directory, StoreOptions options) throws IOException {
    return new ConfiguredStore(WeightStore.open(directory, in(options)), this, options.access());
  }

  /** Makes an empty store, and opens it. */
  public WeightStore init(Path directory, StoreOptions options) throws IOException {
    return new ConfiguredStore(WeightStore.init(directory, in(options)), this, options.access());
  }
}
