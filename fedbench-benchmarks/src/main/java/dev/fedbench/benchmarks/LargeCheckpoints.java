package dev.fedbench.benchmarks;

import dev.fedbench.storage.CheckpointSource;
import dev.fedbench.storage.CommitRequest;
import dev.fedbench.storage.Dtype;
import dev.fedbench.storage.StoreOptions;
import dev.fedbench.storage.StoreStats;
import dev.fedbench.storage.TensorInfo;
import dev.fedbench.storage.WeightStore;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** A process that commits two large checkpoints, loads them, and says what memory that took. */
final class LargeCheckpoints {

  private static final int TENSORS = 8;
  private static final int PIECE = 1 << 16;

  private LargeCheckpoints() {}

  /** Random weights; those of version 1 are those of version 0 with other lower bits. */
  private record Drawn(long bytes, int version) implements CheckpointSource {

    @Override
    public List<TensorInfo> tensors() {
      return IntStream.range(0, TENSORS)
          .mapToObj(i -> TensorInfo.of("layer-" + i, Dtype.F32, bytes / TENSORS / Float.BYTES))
          .toList();
    }

    @Override
    public InputStream open(TensorInfo tensor) {
      return new Weights(tensor, version);
    }
  }

  private static final class Weights extends InputStream {

    private final ByteBuffer piece = ByteBuffer.allocate(PIECE).order(ByteOrder.LITTLE_ENDIAN);
    private final SplittableRandom random;
    private final int version;
    private long left;

    Weights(TensorInfo tensor, int version) {
      this.random = new SplittableRandom(tensor.name().hashCode());
      this.version = version;
      this.left = tensor.bytes();
      piece.limit(0);
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (left == 0) {
        return -1;
      }
      if (!piece.hasRemaining()) {
        draw();
      }
      int count = (int) Math.min(left, Math.min(length, piece.remaining()));
      piece.get(target, offset, count);
      left -= count;
      return count;
    }

    /** Signs, four exponents, fractions; and 12 bits that are another version's own. */
    private void draw() {
      piece.clear();
      while (piece.hasRemaining()) {
        long drawn = random.nextLong();
        int weight = (int) drawn & 0x81ffffff | 0x3c000000;
        piece.putInt(weight ^ version * ((int) (drawn >>> 32) & 0xfff));
      }
      piece.flip();
    }
  }

  /** Where, and how many bytes a checkpoint has. */
  public static void main(String[] args) throws IOException {
    long bytes = Long.parseLong(args[1]);
    long start = System.nanoTime();
    try (WeightStore store = WeightStore.init(Path.of(args[0]), StoreOptions.defaults())) {
      store.commit(CommitRequest.of(new Drawn(bytes, 0), "alone"));
      print("committed-alone-seconds", start);
      start = System.nanoTime();
      store.commit(CommitRequest.of(new Drawn(bytes, 1), "differences"));
      print("committed-differences-seconds", start);
      StoreStats stats = store.stats();
      System.out.printf("chunks %d, of which %d differences%n", stats.chunks(), stats.deltas());
    }
    long[] read = new long[1];
    start = System.nanoTime();
    try (WeightStore store =
        WeightStore.open(Path.of(args[0]), StoreOptions.defaults().readOnly())) {
      store.checkpoint("main").transferTo((tensor, at, part) -> read[0] += part.remaining());
    }
    print("loaded-differences-seconds", start);
    if (read[0] != bytes) {
      throw new IllegalStateException("%d bytes loaded; expected %d".formatted(read[0], bytes));
    }
    System.out.printf("heap-peak-mib %d, garbage included%n", heapPeak() >> 20);
    System.out.printf("direct-mib %d%n", direct() >> 20);
    System.out.printf("resident-peak-mib %d%n", Machine.peakResidentMib());
  }

  private static void print(String what, long start) {
    System.out.printf("%s %.0f%n", what, (System.nanoTime() - start) * 1e-9);
  }

  /** The sum of what each part of the heap had at most: no less than the heap had at any time. */
  private static long heapPeak() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .map(MemoryPoolMXBean::getPeakUsage)
        .mapToLong(usage -> usage.getUsed())
        .sum();
  }

  private static long direct() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .mapToLong(BufferPoolMXBean::getTotalCapacity)
        .sum();
  }
}
