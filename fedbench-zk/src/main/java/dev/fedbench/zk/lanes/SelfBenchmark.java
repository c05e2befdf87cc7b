package dev.fedbench.zk.lanes;

import dev.fedbench.zk.field.PrimeField;
import dev.fedbench.zk.lanes.spi.LaneField;
import java.lang.management.ManagementFactory;

/** Butterflies side by side and one by one: a product, a sum and a difference each. */
final class SelfBenchmark {

  /** CPU nanoseconds of a butterfly. */
  record Result(double lanes, double oneByOne) {}

  private static final int COUNT = 256;
  private static final int ROUNDS = 50;

  /** As long as compilers may take: until they are done, vectors are objects. */
  private static final long MOST_NANOS = 4_000_000_000L;

  /** What needs no further waiting. */
  private static final double WANTED_GAIN = 2;

  private SelfBenchmark() {}

  static Result run(PrimeField field, LaneField lanes) {
    LaneForm form = new LaneForm(field, lanes);
    int width = field.width();
    long[] x = field.array(2 * COUNT);
    for (int i = 0; i < 2 * COUNT; i++) {
      field.set(x, width * i, i + 2L);
    }
    long[] w = x.clone();
    int blocks = form.blocks(COUNT);
    double[] z = form.array(2 * blocks);
    form.load(z, 0, x, 0, 2 * COUNT);
    double[] v = z.clone();
    double slow = least(() -> butterflies(field, x, w), 0, MOST_NANOS / 8);
    int half = LaneField.LIMBS * lanes.lanes() * blocks;
    double fast =
        least(() -> lanes.timeButterfly(z, 0, half, v, 0, blocks), slow / WANTED_GAIN, MOST_NANOS);
    return new Result(fast, slow);
  }

  private static void butterflies(PrimeField field, long[] x, long[] w) {
    int half = x.length / 2;
    for (int i = 0; i < half; i += field.width()) {
      field.mul(x, half + i, x, half + i, w, i);
      field.butterfly(x, i, x, half + i);
    }
  }

  /** In rounds, until it takes so little, or for so long. */
  private static double least(Runnable butterflies, double enough, long mostNanos) {
    long start = System.nanoTime();
    double least = Double.MAX_VALUE;
    while (least > enough && System.nanoTime() - start < mostNanos) {
      long before = cpu();
      for (int round = 0; round < ROUNDS; round++) {
        butterflies.run();
      }
      least = Math.min(least, (cpu() - before) / (double) ROUNDS / COUNT);
    }
    return least;
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
