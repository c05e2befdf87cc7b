package dev.fedbench.storage.hash;

import dev.fedbench.storage.hash.spi.LaneSha256;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;

/** Parts side by side and one by one. */
final class SelfBenchmark {

  /** CPU nanoseconds a byte. */
  record Result(double lanes, double oneByOne) {}

  private static final int PART = 4 << 10;

  /** As long as compilers may take: until they are done, vectors are objects. */
  private static final long MOST_NANOS = 4_000_000_000L;

  /** What needs no further waiting. */
  private static final double WANTED_GAIN = 2;

  private SelfBenchmark() {}

  /**
   * @throws IllegalStateException if what is side by side gives other digests
   */
  static Result run(LaneSha256 lanes) {
    byte[] bytes = new byte[Parts.COUNT * PART];
    new Random(1).nextBytes(bytes);
    double slow = least(() -> Parts.oneByOne(bytes, 0, PART), 0, MOST_NANOS / 16);
    double fast =
        least(() -> Parts.sideBySide(lanes, bytes, 0, PART), slow / WANTED_GAIN, MOST_NANOS);
    if (!Arrays.equals(Parts.sideBySide(lanes, bytes, 0, PART), Parts.oneByOne(bytes, 0, PART))) {
      throw new IllegalStateException(lanes.name() + " do not give what the JDK's SHA-256 gives");
    }
    return new Result(fast, slow);
  }

  /** In rounds, until it takes so little, or for so long. */
  private static double least(Runnable pass, double enough, long mostNanos) {
    long start = System.nanoTime();
    double least = Double.MAX_VALUE;
    while (least > enough && System.nanoTime() - start < mostNanos) {
      long before = cpu();
      pass.run();
      least = Math.min(least, (cpu() - before) / (double) (Parts.COUNT * PART));
    }
    return least;
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
