package dev.fedbench.storage;

import dev.fedbench.storage.config.StoreConfig;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/** A process that commits and loads a checkpoint far larger than its heap. */
final class Streaming {

  private Streaming() {}

  /** One tensor; each piece of 4 KiB is drawn from a seed of its own. */
  record Synthetic(long elements, long seed) implements CheckpointSource {
    @Override
    public List<TensorInfo> tensors() {
      return List.of(TensorInfo.of("w", Dtype.F32, elements));
    }

    @Override
    public InputStream open(TensorInfo tensor) {
      return new Drawn(tensor.bytes(), seed);
    }
  }

  /** Numbers between 1 and 2: all that entropy can do is their exponents. */
  private static final class Drawn extends InputStream {
    private final byte[] piece = new byte[4096];
    private final long bytes;
    private final long seed;
    private long at;

    Drawn(long bytes, long seed) {
      this.bytes = bytes;
      this.seed = seed;
    }

    private void draw() {
      SplittableRandom random = new SplittableRandom(seed * 31 + at);
      random.nextBytes(piece);
      for (int i = 0; i < piece.length; i += 4) {
        piece[i + 2] |= (byte) 0x80;
        piece[i + 3] = 0x3f;
      }
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      Objects.checkFromIndexSize(offset, length, target.length);
      if (at == bytes) {
        return length == 0 ? 0 : -1;
      }
      int inside = (int) (at % piece.length);
      if (inside == 0) {
        draw();
      }
      int count = (int) Math.min(Math.min(length, piece.length - inside), bytes - at);
      System.arraycopy(piece, inside, target, offset, count);
      at += count;
      return count;
    }
  }

  public static void main(String[] arguments) throws Exception {
    Path at = Path.of(arguments[0]);
    long bytes = Long.parseLong(arguments[1]);
    StoreOptions options = StoreOptions.defaults().withThreads(2);
    if (arguments.length > 2) {
      int limit = Integer.parseInt(arguments[2]);
      options = StoreConfig.of(Map.of("memory_limit_mb", limit)).in(options.withThreads(16));
    }
    Synthetic weights = new Synthetic(bytes / 4, 7);
    try (WeightStore store = WeightStore.init(at, options)) {
      store.commit(CommitRequest.of(weights, "large"));
    }
    long[] read = new long[1];
    try (WeightStore store = WeightStore.open(at, options);
        InputStream expected = weights.open(weights.tensors().get(0))) {
      byte[] piece = new byte[1 << 20];
      store
          .checkpoint("main")
          .transferTo(
              (tensor, offset, found) -> {
                int length = expected.readNBytes(piece, 0, found.remaining());
                if (!ByteBuffer.wrap(piece, 0, length).equals(found)) {
                  throw new AssertionError("other bytes at " + offset);
                }
                read[0] += length;
              });
    }
    System.out.println("read " + read[0]);
  }
}
