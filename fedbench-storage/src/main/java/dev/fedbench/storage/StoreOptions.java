package dev.fedbench.storage;

import dev.fedbench.storage.clustering.SimilarTensors;
import dev.fedbench.storage.codec.ByteCodec;
import dev.fedbench.storage.codec.Strategy;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How a store is used. None of it is part of the store: each opening may differ.
 *
 * @param access to read, or also to write
 * @param patience how long to wait for another writer to close; zero refuses at once
 * @param threads that encode and decode; 1 does it in the caller's thread
 * @param chainMax a chunk is at most so many differences away from one that stands alone; 0 for no
 *     differences
 * @param packBytes a pack takes no more records once it has so many bytes
 * @param cacheBytes of chunks that are kept decoded, for others are differences to them
 * @param strategy one codec for all chunks, to compare; otherwise the best for each
 * @param byteCodecs of {@link Strategy#COMPRESSED}: the first encodes, all decode, the JDK's
 *     deflate and Snappy, if it is here, besides
 * @param chooser finds what a tensor is like where its name does not tell
 * @param clock for the times of commits
 */
public record StoreOptions(
    Access access,
    Duration patience,
    int threads,
    int chainMax,
    long packBytes,
    long cacheBytes,
    Optional<Strategy> strategy,
    List<ByteCodec> byteCodecs,
    ReferenceChooser.Factory chooser,
    Clock clock) {

  /** What a store is opened for. */
  public enum Access {
    READ,
    WRITE
  }

  /** The longest chain of differences. */
  public static final int MAX_CHAIN = 32;

  private static final long SMALLEST_PACK = 1 << 16;
  private static final long MOST_CACHE = 64L << 20;
  private static final long LARGEST_PACK = 1L << 39;

  public StoreOptions {
    byteCodecs = List.copyOf(byteCodecs);
    boolean sound =
        !patience.isNegative()
            && threads >= 1
            && threads <= 256
            && chainMax >= 0
            && chainMax <= MAX_CHAIN
            && packBytes >= SMALLEST_PACK
            && packBytes <= LARGEST_PACK
            && cacheBytes >= 0;
    if (!sound) {
      throw new IllegalArgumentException(
          "patience %s, threads %d, chainMax %d, packBytes %d, cacheBytes %d; expected at least 0, 1 to 256, 0 to %d, %d to %d, at least 0"
              .formatted(
                  patience,
                  threads,
                  chainMax,
                  packBytes,
                  cacheBytes,
                  MAX_CHAIN,
                  SMALLEST_PACK,
                  LARGEST_PACK));
    }
  }

  /**
   * To write; another writer is waited for 10 s; all processors; chains of 8; packs of 1 GiB; 64
   * MiB of cache.
   */
  public static StoreOptions defaults() {
    return new StoreOptions(
        Access.WRITE,
        Duration.ofSeconds(10),
        Math.min(256, Runtime.getRuntime().availableProcessors()),
        8,
        1L << 30,
        Math.min(MOST_CACHE, Runtime.getRuntime().maxMemory() / 16),
        Optional.empty(),
        List.of(),
        SimilarTensors.factory(),
        Clock.systemUTC());
  }

  /** To read only: needs no lock, and writes nothing. */
  public StoreOptions readOnly() {
    return with(draft -> draft.access = Access.READ);
  }

  public StoreOptions withPatience(Duration value) {
    return with(draft -> draft.patience = value);
  }

  public StoreOptions withThreads(int value) {
    return with(draft -> draft.threads = value);
  }

  public StoreOptions withChainMax(int value) {
    return with(draft -> draft.chainMax = value);
  }

  public StoreOptions withPackBytes(long value) {
    return with(draft -> draft.packBytes = value);
  }

  public StoreOptions withCacheBytes(long value) {
    return with(draft -> draft.cacheBytes = value);
  }

  public StoreOptions withChooser(ReferenceChooser.Factory value) {
    return with(draft -> draft.chooser = value);
  }

  public StoreOptions withClock(Clock value) {
    return with(draft -> draft.clock = value);
  }

  public StoreOptions withStrategy(Strategy value) {
    return with(draft -> draft.strategy = Optional.of(value));
  }

  /** All chunks by {@link Strategy#COMPRESSED} with that codec, to compare. */
  public StoreOptions withByteCodec(ByteCodec value) {
    return with(
        draft -> {
          draft.strategy = Optional.of(Strategy.COMPRESSED);
          draft.byteCodecs = List.of(value);
        });
  }

  private StoreOptions with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.options();
  }

  /** What a changed copy is made from. */
  private static final class Draft {
    private Access access;
    private Duration patience;
    private int threads;
    private int chainMax;
    private long packBytes;
    private long cacheBytes;
    private Optional<Strategy> strategy;
    private List<ByteCodec> byteCodecs;
    private ReferenceChooser.Factory chooser;
    private Clock clock;

    Draft(StoreOptions from) {
      access = from.access;
      patience = from.patience;
      threads = from.threads;
      chainMax = from.chainMax;
      packBytes = from.packBytes;
      cacheBytes = from.cacheBytes;
      strategy = from.strategy;
      byteCodecs = from.byteCodecs;
      chooser = from.chooser;
      clock = from.clock;
    }

    StoreOptions options() {
      return new StoreOptions(
          access,
          patience,
          threads,
          chainMax,
          packBytes,
          cacheBytes,
          strategy,
          byteCodecs,
          chooser,
          clock);
    }
  }
}
