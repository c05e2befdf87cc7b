package dev.fedbench.storage.workload;

import java.util.function.LongToDoubleFunction;

/** Sums that are made of sums of halves, down to blocks of 128 in eight columns, as numpy's are. */
final class Pairwise {

  private static final int BLOCK = 128;
  private static final int COLUMNS = 8;

  private Pairwise() {}

  static double sum(LongToDoubleFunction values, long from, long count) {
    if (count < COLUMNS) {
      double sum = 0;
      for (long i = from; i < from + count; i++) {
        sum += values.applyAsDouble(i);
      }
      return sum;
    }
    if (count <= BLOCK) {
      return block(values, from, count);
    }
    long half = count / 2;
    half -= half % COLUMNS;
    return sum(values, from, half) + sum(values, from + half, count - half);
  }

  private static double block(LongToDoubleFunction values, long from, long count) {
    double[] columns = new double[COLUMNS];
    long whole = count - count % COLUMNS;
    for (int i = 0; i < whole; i++) {
      double value = values.applyAsDouble(from + i);
      columns[i % COLUMNS] = i < COLUMNS ? value : columns[i % COLUMNS] + value;
    }
    double sum =
        columns[0]
            + columns[1]
            + (columns[2] + columns[3])
            + (columns[4] + columns[5] + (columns[6] + columns[7]));
    for (long i = from + whole; i < from + count; i++) {
      sum += values.applyAsDouble(i);
    }
    return sum;
  }
}
