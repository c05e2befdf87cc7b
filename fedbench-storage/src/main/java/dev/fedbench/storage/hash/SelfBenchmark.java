package dev.fedbench.storage.hash;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** What it takes to hash the columns of a chunk. Not thread-safe. */
final class SelfBenchmark {

  /** Half of a whole chunk. */
  private static final int STRIPES = 240;

  /** After so many rounds in which nothing became faster, compilers are taken to be done. */
  private static final int STEADY = 10;

  /** Of the time it took: more is becoming faster, less is noise. */
  private static final double FASTER = 0.97;

  private final byte[] bytes = new byte[STRIPES * Columns.STRIPE];
  private final byte[] expected;

  SelfBenchmark() {
    new Random(1).nextBytes(bytes);
    expected = Columns.digests(false, bytes, 0, STRIPES);
  }

  /** CPU nanoseconds a byte, the least of all rounds. */
  record Result(double oneByOne, double sideBySide) {}

  /**
   * Goes on until nothing becomes faster any more and side by side takes no more than a part of one
   * by one, or for so long. Between rounds three times as long goes by as they take: compilers need
   * it, and more rounds would not make them faster.
   *
   * @param enough what part
   * @throws IllegalStateException if digests are others than the JDK's
   */
  Result run(double enough, long mostNanos) {
    long start = System.nanoTime();
    double oneByOne = Double.MAX_VALUE;
    double sideBySide = Double.MAX_VALUE;
    int steady = 0;
    while (true) {
      long began = System.nanoTime();
      double one = round(false);
      double side = round(true);
      boolean faster = one < FASTER * oneByOne || side < FASTER * sideBySide;
      steady = faster ? 0 : steady + 1;
      oneByOne = Math.min(oneByOne, one);
      sideBySide = Math.min(sideBySide, side);
      long now = System.nanoTime();
      boolean done = steady >= STEADY && sideBySide <= enough * oneByOne;
      if (done || now - start >= mostNanos) {
        return new Result(oneByOne, sideBySide);
      }
      LockSupport.parkNanos(3 * (now - began));
    }
  }

  private double round(boolean sideBySide) {
    long before = cpu();
    byte[] found = Columns.digests(sideBySide, bytes, 0, STRIPES);
    double nanos = (cpu() - before) / (double) bytes.length;
    if (!Arrays.equals(found, expected)) {
      throw new IllegalStateException("digests are not those of the JDK's SHA-256");
    }
    return nanos;
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
