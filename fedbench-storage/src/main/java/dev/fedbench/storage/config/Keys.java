package dev.fedbench.storage.config;

import dev.fedbench.spi.InvalidConfigException;
import dev.fedbench.spi.Problems;
import dev.fedbench.storage.clustering.Thinning;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** The keys of a configuration, and what they may say. */
final class Keys {

  private static final String SIMILARITY = "similarity_threshold";
  private static final String ENCODING = "delta_encoding";
  private static final String CLUSTERING = "clustering_strategy";
  private static final String GC = "enable_gc";
  private static final String BATCH = "batch_size";
  private static final String LAZY = "lazy_loading";
  private static final String MEMORY = "memory_limit_mb";
  private static final String CLEANUP = "cleanup_frequency";
  private static final String STREAMING = "streaming_operations";

  private static final List<String> ALL =
      List.of(SIMILARITY, ENCODING, CLUSTERING, GC, BATCH, LAZY, MEMORY, CLEANUP, STREAMING);

  private static final int MOST_BATCH = 1_000_000;

  private static final Map<String, Thinning> CLUSTERERS =
      Map.of(
          "kmeans", Thinning.KMEANS,
          "hierarchical", Thinning.HIERARCHICAL,
          "adaptive", Thinning.ADAPTIVE);

  private static final Map<String, Cleanup> CLEANUPS =
      Map.of(
          "never", Cleanup.NEVER,
          "close", Cleanup.ON_CLOSE,
          "aggressive", Cleanup.AT_ONCE);

  /** Beginnings of the names of what loses something, as others call it. */
  private static final List<String> LOSSY = List.of("int8", "int16", "sparse");

  private Keys() {}

  /**
   * @throws InvalidConfigException with every mistake
   */
  static StoreConfig read(Map<String, ?> values) {
    Problems problems = new Problems();
    Entries entries = new Entries(values, problems);
    entries.expectOnly(ALL);
    OptionalDouble similarity = entries.number(SIMILARITY, 0, 1);
    Optional<Encoding> encoding = encoding(entries);
    Optional<Thinning> thinning = entries.word(CLUSTERING, CLUSTERERS);
    Cleanup cleanup = cleanup(entries);
    OptionalInt batch = entries.whole(BATCH, 1, MOST_BATCH);
    boolean lazy = entries.flag(LAZY).orElse(true);
    OptionalInt memory = memory(entries);
    problems.expect(
        entries.flag(STREAMING).orElse(true),
        "%s: false; expected true: tensors are always read and written as streams, so that they may be larger than memory",
        STREAMING);
    problems.orThrow();
    return new StoreConfig(similarity, encoding, thinning, cleanup, batch, lazy, memory);
  }

  private static Optional<Encoding> encoding(Entries entries) {
    if (entries.values().get(ENCODING) instanceof String word
        && LOSSY.stream().anyMatch(word.toLowerCase(Locale.ROOT)::startsWith)) {
      entries.wrong(
          ENCODING,
          "%s: a store loses nothing; dev.fedbench.storage.lossy has what does, for tensors that are committed as they are then"
              .formatted(Entries.oneOf(Encoding.OF_DELTAS)));
      return Optional.empty();
    }
    return entries.word(ENCODING, Encoding.OF_DELTAS);
  }

  private static OptionalInt memory(Entries entries) {
    Optional<Integer> found = Entries.whole(entries.values().get(MEMORY));
    if (found.isPresent() && found.get() < MemoryLimit.LEAST_MIB) {
      entries.wrong(MEMORY, MemoryLimit.least());
      return OptionalInt.empty();
    }
    return entries.whole(MEMORY, MemoryLimit.LEAST_MIB, Integer.MAX_VALUE);
  }

  /** Each of the two keys may say it alone. */
  private static Cleanup cleanup(Entries entries) {
    Optional<Boolean> enabled = entries.flag(GC);
    Optional<Cleanup> frequency = frequency(entries);
    if (frequency.isPresent()
        && enabled.isPresent()
        && enabled.get() == frequency.get().equals(Cleanup.NEVER)) {
      entries
          .problems()
          .expect(false, "%s and %s contradict each other; leave one of them out", GC, CLEANUP);
    }
    return frequency.orElse(enabled.orElse(false) ? Cleanup.ON_CLOSE : Cleanup.NEVER);
  }

  private static Optional<Cleanup> frequency(Entries entries) {
    Object value = entries.values().get(CLEANUP);
    Optional<Integer> commits = Entries.whole(value);
    if (commits.isPresent()) {
      OptionalInt sound = entries.whole(CLEANUP, 1, Cleanup.MOST_COMMITS);
      return sound.isPresent() ? Optional.of(Cleanup.after(sound.getAsInt())) : Optional.empty();
    }
    if (value instanceof String || !entries.has(CLEANUP)) {
      return entries.word(CLEANUP, CLEANUPS);
    }
    entries.wrong(CLEANUP, "a number of commits, or " + Entries.oneOf(CLEANUPS));
    return Optional.empty();
  }
}
