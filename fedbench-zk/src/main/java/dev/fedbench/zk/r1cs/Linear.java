package dev.fedbench.zk.r1cs;

import dev.fedbench.zk.field.PrimeField;
import java.util.Arrays;
import java.util.List;

/**
 * A linear combination of variables: their numbers, ascending, and a coefficient for each. Zero
 * coefficients are left out. Immutable.
 */
final class Linear {

  private static final PrimeField FIELD = PrimeField.SCALAR;
  private static final int W = FIELD.width();
  static final Linear ZERO = new Linear(new int[0], new long[0]);

  final int[] variables;
  final long[] coefficients;

  private Linear(int[] variables, long[] coefficients) {
    this.variables = variables;
    this.coefficients = coefficients;
  }

  static Linear of(int variable, long[] coefficient) {
    return FIELD.isZero(coefficient, 0)
        ? ZERO
        : new Linear(new int[] {variable}, coefficient.clone());
  }

  Linear plus(Linear other) {
    int[] merged = new int[variables.length + other.variables.length];
    long[] sums = new long[W * merged.length];
    int count = 0;
    int i = 0;
    int j = 0;
    while (i < variables.length || j < other.variables.length) {
      int left = i < variables.length ? variables[i] : Integer.MAX_VALUE;
      int right = j < other.variables.length ? other.variables[j] : Integer.MAX_VALUE;
      merged[count] = Math.min(left, right);
      if (left == right) {
        FIELD.add(sums, W * count, coefficients, W * i, other.coefficients, W * j);
      } else if (left < right) {
        FIELD.copy(sums, W * count, coefficients, W * i);
      } else {
        FIELD.copy(sums, W * count, other.coefficients, W * j);
      }
      i += left <= right ? 1 : 0;
      j += right <= left ? 1 : 0;
      count += FIELD.isZero(sums, W * count) ? 0 : 1;
    }
    return new Linear(Arrays.copyOf(merged, count), Arrays.copyOf(sums, W * count));
  }

  Linear times(long[] factor) {
    if (FIELD.isZero(factor, 0)) {
      return ZERO;
    }
    long[] products = new long[coefficients.length];
    for (int i = 0; i < products.length; i += W) {
      FIELD.mul(products, i, coefficients, i, factor, 0);
    }
    return new Linear(variables, products);
  }

  /** By halves, so that long sums are not copied once a term. */
  static Linear sum(List<Linear> terms, long[] factors, int from, int to) {
    if (to - from == 0) {
      return ZERO;
    }
    if (to - from == 1) {
      return terms.get(from).times(Arrays.copyOfRange(factors, W * from, W * from + W));
    }
    int middle = (from + to) >>> 1;
    return sum(terms, factors, from, middle).plus(sum(terms, factors, middle, to));
  }
}
