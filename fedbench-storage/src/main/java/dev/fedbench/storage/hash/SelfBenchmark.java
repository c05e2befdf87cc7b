package dev.fedbench.storage.hash;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;

/** What it takes to hash the parts of a chunk. Not thread-safe. */
final class SelfBenchmark {

  private static final int COUNT = 4 * LoopSha256.LANES;

  private final byte[] bytes = new byte[COUNT * Parts.BYTES];

  SelfBenchmark() {
    new Random(1).nextBytes(bytes);
  }

  /**
   * CPU nanoseconds a byte: the least of rounds that go on until it is no more than enough, or for
   * so long.
   *
   * @throws IllegalStateException if digests are others than the JDK's
   */
  double run(boolean sideBySide, double enough, long mostNanos) {
    byte[] expected = Parts.digests(false, bytes, 0, COUNT);
    long start = System.nanoTime();
    double least = Double.MAX_VALUE;
    do {
      long before = cpu();
      byte[] found = Parts.digests(sideBySide, bytes, 0, COUNT);
      least = Math.min(least, (cpu() - before) / (double) bytes.length);
      if (!Arrays.equals(found, expected)) {
        throw new IllegalStateException("digests are not those of the JDK's SHA-256");
      }
    } while (least > enough && System.nanoTime() - start < mostNanos);
    return least;
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
