package dev.fedbench.storage.version;

import dev.fedbench.storage.StoreOptions;
import dev.fedbench.storage.codec.ChunkCodec;
import dev.fedbench.storage.pack.Records;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;

/** Lends chunk readers, whose buffers are worth keeping. Thread-safe. */
final class ChunkReaders {

  /** Does something with a reader that nobody else has meanwhile. */
  @FunctionalInterface
  interface Use<T> {
    T with(ChunkReader reader, ChunkCodec codec) throws IOException;
  }

  private record Lent(ChunkReader reader, ChunkCodec codec) {}

  private final Records records;
  private final StoreOptions options;
  private final ChunkCache cache;
  private final BlockingDeque<Lent> idle;

  /** Keeps as many readers as there are threads. */
  ChunkReaders(Records records, StoreOptions options, ChunkCache cache) {
    this.records = records;
    this.options = options;
    this.cache = cache;
    this.idle = new LinkedBlockingDeque<>(options.threads());
  }

  ChunkCache cache() {
    return cache;
  }

  <T> T use(Use<T> use) throws IOException {
    Lent lent = Optional.ofNullable(idle.pollFirst()).orElseGet(this::make);
    try {
      return use.with(lent.reader, lent.codec);
    } finally {
      idle.offerFirst(lent);
    }
  }

  private Lent make() {
    ChunkCodec codec = new ChunkCodec(options.strategy(), options.byteCodecs());
    return new Lent(new ChunkReader(records, codec, cache), codec);
  }
}
