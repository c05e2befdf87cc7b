package dev.fedbench.benchmarks;

import dev.fedbench.zk.field.PrimeField;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Random;

/**
 * What a product of the base field takes, in ns of CPU: of many that do not wait for each other.
 */
record ProductCost(double multiplication, double square, double doubleProduct) {

  private static final PrimeField FIELD = PrimeField.BASE;
  private static final int W = FIELD.width();
  private static final int COUNT = 256;
  private static final int ROUNDS = 2_000;
  private static final int REPEATS = 7;

  private interface Products {
    void at(long[] z, int zo, long[] x, int xo);
  }

  static ProductCost measure() throws IOException {
    return new ProductCost(
        nanos((z, zo, x, xo) -> FIELD.mul(z, zo, x, xo, z, zo)),
        nanos((z, zo, x, xo) -> FIELD.square(z, zo, x, xo)),
        nanos((z, zo, x, xo) -> FIELD.mulAdd(z, zo, x, xo, z, zo, x, xo, x, xo)));
  }

  private static double nanos(Products products) throws IOException {
    long[] x = numbers();
    long[] z = x.clone();
    double[] nanos = new double[REPEATS];
    for (int repeat = -2; repeat < REPEATS; repeat++) { // the first two warm up
      double start = Costs.Cpu.THREAD.seconds();
      for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < x.length; i += W) {
          products.at(z, i, x, i);
        }
      }
      nanos[Math.max(repeat, 0)] = (Costs.Cpu.THREAD.seconds() - start) * 1e9 / ROUNDS / COUNT;
    }
    return Median.of(nanos).value();
  }

  private static long[] numbers() {
    Random random = new Random(1);
    long[] numbers = FIELD.array(COUNT);
    for (int i = 0; i < numbers.length; i += W) {
      FIELD.set(numbers, i, new BigInteger(254, random));
    }
    return numbers;
  }
}
