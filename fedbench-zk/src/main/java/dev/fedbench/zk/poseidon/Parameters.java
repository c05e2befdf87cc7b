package dev.fedbench.zk.poseidon;

import dev.fedbench.zk.field.PrimeField;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * The constants of the permutation of t lanes, in the form that is quick to compute with: in a
 * partial round only the first lane meets the S-box, so that what happens to the others can be
 * moved past it (Poseidon, appendix B).
 *
 * <p>Constants: what is added to the other lanes goes through the matrix into the next round.
 * Matrices: M = N B with B = (1, 0; 0, M') and N = (m00, v M'^-1; w, 1). B does not touch the first
 * lane and moves in front of the S-box, where it is multiplied with the round's before, which is
 * taken apart in turn: one sparse N a round is left, and one B before them all.
 *
 * <p>All elements one after the other, matrices row by row. Immutable.
 */
final class Parameters {

  static final int FULL_ROUNDS = 8;
  private static final int HALF = FULL_ROUNDS / 2;
  private static final int[] PARTIAL_ROUNDS = {
    56, 57, 56, 60, 60, 63, 64, 63, 60, 66, 60, 65, 70, 60, 64, 68
  };

  /** The most inputs there are constants for. */
  static final int MOST_INPUTS = PARTIAL_ROUNDS.length;

  private static final PrimeField FIELD = PrimeField.SCALAR;
  private static final int W = FIELD.width();

  final int t;
  final int partialRounds;

  /** Added before each full round's S-boxes: 8 times t. */
  final long[] fullConstants;

  /** Added to the first lane before each partial round's S-box. */
  final long[] partialConstants;

  /** M. */
  final long[] matrix;

  /** B M: what the last full round before the partial ones is followed by. */
  final long[] bridge;

  /** Of each partial round's N: the first row, t elements, and the rest of the first column. */
  final long[] sparse;

  Parameters(int inputs) {
    t = inputs + 1;
    partialRounds = partialRounds(inputs);
    Grain grain = new Grain(FIELD.prime().bitLength(), t, FULL_ROUNDS, partialRounds);
    long[] constants = constants(grain);
    matrix = cauchy(grain);
    sparse = FIELD.array(partialRounds * (2 * t - 1));
    bridge = factor();
    partialConstants = push(constants);
    fullConstants = FIELD.array(FULL_ROUNDS * t);
    int half = W * HALF * t;
    System.arraycopy(constants, 0, fullConstants, 0, half);
    System.arraycopy(constants, constants.length - half, fullConstants, half, half);
  }

  static int partialRounds(int inputs) {
    return PARTIAL_ROUNDS[inputs - 1];
  }

  private long[] constants(Grain grain) {
    long[] constants = FIELD.array((FULL_ROUNDS + partialRounds) * t);
    for (int i = 0; i < constants.length; i += W) {
      BigInteger number = grain.number(FIELD.prime().bitLength());
      while (number.compareTo(FIELD.prime()) >= 0) {
        number = grain.number(FIELD.prime().bitLength());
      }
      FIELD.set(constants, i, number);
    }
    return constants;
  }

  /** 1 / (x_i + y_j). */
  private long[] cauchy(Grain grain) {
    long[] xy = FIELD.array(2 * t);
    for (int i = 0; i < xy.length; i += W) {
      FIELD.set(xy, i, grain.number(FIELD.prime().bitLength()));
    }
    long[] cauchy = FIELD.array(t * t);
    for (int i = 0; i < t; i++) {
      for (int j = 0; j < t; j++) {
        FIELD.add(cauchy, W * (i * t + j), xy, W * i, xy, W * (t + j));
      }
    }
    FIELD.invertAll(cauchy, 0, t * t, FIELD.array(t * t));
    return cauchy;
  }

  /** Moves the partial rounds' constants to the first lane and into the full round after them. */
  private long[] push(long[] constants) {
    long[] kept = FIELD.array(partialRounds);
    long[] moved = FIELD.array(t);
    for (int round = 0; round < partialRounds; round++) {
      int at = W * (HALF + round) * t;
      FIELD.copy(kept, W * round, constants, at);
      FIELD.zero(constants, at);
      multiply(moved, matrix, constants, at);
      for (int i = 0; i < t; i++) {
        int next = at + W * (t + i);
        FIELD.add(constants, next, constants, next, moved, W * i);
      }
    }
    return kept;
  }

  /** Fills in the sparse matrices, last round first; returns B M. */
  private long[] factor() {
    long[] whole = matrix;
    for (int round = partialRounds - 1; round >= 0; round--) {
      int at = W * round * (2 * t - 1);
      long[] inverse = inverseOfRest(whole);
      FIELD.copy(sparse, at, whole, 0);
      for (int j = 1; j < t; j++) {
        int to = at + W * j;
        for (int k = 1; k < t; k++) {
          addProduct(sparse, to, whole, W * k, inverse, W * ((k - 1) * (t - 1) + j - 1));
        }
        FIELD.copy(sparse, at + W * (t + j - 1), whole, W * j * t);
      }
      whole = timesMatrix(whole);
    }
    return whole;
  }

  /** B M, B the block of the given matrix without its first row and column. */
  private long[] timesMatrix(long[] block) {
    long[] product = FIELD.array(t * t);
    System.arraycopy(matrix, 0, product, 0, W * t);
    for (int i = 1; i < t; i++) {
      for (int j = 0; j < t; j++) {
        for (int k = 1; k < t; k++) {
          addProduct(product, W * (i * t + j), block, W * (i * t + k), matrix, W * (k * t + j));
        }
      }
    }
    return product;
  }

  private static void addProduct(long[] z, int zo, long[] x, int xo, long[] y, int yo) {
    long[] product = FIELD.array(1);
    FIELD.mul(product, 0, x, xo, y, yo);
    FIELD.add(z, zo, z, zo, product, 0);
  }

  /** z = matrix times the vector at vo. */
  private void multiply(long[] z, long[] matrix, long[] v, int vo) {
    Arrays.fill(z, 0);
    for (int i = 0; i < t; i++) {
      for (int j = 0; j < t; j++) {
        addProduct(z, W * i, matrix, W * (i * t + j), v, vo + W * j);
      }
    }
  }

  /** The inverse of a matrix without its first row and column, by Gauss and Jordan. */
  private long[] inverseOfRest(long[] whole) {
    int n = t - 1;
    long[] left = FIELD.array(n * n);
    long[] right = FIELD.array(n * n);
    for (int i = 0; i < n; i++) {
      System.arraycopy(whole, W * ((i + 1) * t + 1), left, W * i * n, W * n);
      FIELD.one(right, W * (i * n + i));
    }
    long[] factor = FIELD.array(1);
    for (int i = 0; i < n; i++) {
      int pivot = i;
      while (FIELD.isZero(left, W * (pivot * n + i))) {
        pivot++;
      }
      swapRows(left, i, pivot, n);
      swapRows(right, i, pivot, n);
      FIELD.invert(factor, 0, left, W * (i * n + i));
      scaleRow(left, i, factor, n);
      scaleRow(right, i, factor, n);
      for (int row = 0; row < n; row++) {
        if (row != i) {
          FIELD.negate(factor, 0, left, W * (row * n + i));
          addRow(left, row, factor, i, n);
          addRow(right, row, factor, i, n);
        }
      }
    }
    return right;
  }

  private static void swapRows(long[] m, int i, int j, int n) {
    long[] row = Arrays.copyOfRange(m, W * i * n, W * (i + 1) * n);
    System.arraycopy(m, W * j * n, m, W * i * n, W * n);
    System.arraycopy(row, 0, m, W * j * n, W * n);
  }

  private static void scaleRow(long[] m, int row, long[] factor, int n) {
    for (int j = 0; j < n; j++) {
      FIELD.mul(m, W * (row * n + j), m, W * (row * n + j), factor, 0);
    }
  }

  private static void addRow(long[] m, int row, long[] factor, int from, int n) {
    for (int j = 0; j < n; j++) {
      addProduct(m, W * (row * n + j), m, W * (from * n + j), factor, 0);
    }
  }
}
