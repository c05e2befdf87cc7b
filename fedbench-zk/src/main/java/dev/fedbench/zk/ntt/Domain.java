package dev.fedbench.zk.ntt;

import dev.fedbench.zk.field.PrimeField;
import java.math.BigInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The 2^k-th roots of unity w^0, w^1, ..., and transforms between a polynomial's coefficients and
 * its values on them. Immutable; twiddles are computed once a size and shared.
 *
 * <p>Transforms are in place and radix 2. From values to coefficients goes by decimation in
 * frequency and leaves them in bit-reversed order, which is what the way back, by decimation in
 * time, starts from: nothing is ever permuted (Gentleman and Sande 1966, Cooley and Tukey 1965).
 */
public final class Domain {

  /** r - 1 is divisible by 2^28 and no more. */
  public static final int MOST_BITS = 28;

  private static final PrimeField FIELD = PrimeField.SCALAR;
  private static final int W = FIELD.width();

  /** 5 generates the multiplicative group of the scalar field. */
  private static final BigInteger GENERATOR = BigInteger.valueOf(5);

  private static final AtomicReferenceArray<Domain> CACHE =
      new AtomicReferenceArray<>(MOST_BITS + 1);

  private final int bits;
  private final int size;

  /** w^0 to w^(n/2 - 1). */
  private final long[] roots;

  /** Their inverses. */
  private final long[] inverseRoots;

  /** g^i / n in bit-reversed order of i, g = the 2n-th root: scales and shifts to the odd coset. */
  private final long[] shift;

  private Domain(int bits) {
    this.bits = bits;
    this.size = 1 << bits;
    long[] root = root(bits);
    roots = powers(root, Math.max(size / 2, 1));
    long[] inverse = FIELD.array(1);
    FIELD.invert(inverse, 0, root, 0);
    inverseRoots = powers(inverse, Math.max(size / 2, 1));
    shift = shift();
  }

  /**
   * The domain of 2^bits points.
   *
   * @throws IllegalArgumentException if there is none: above 2^27, whose double is needed too
   */
  public static Domain of(int bits) {
    if (bits < 0 || bits >= MOST_BITS) {
      throw new IllegalArgumentException(
          "a domain of 2^%d points; there are 2^0 to 2^%d".formatted(bits, MOST_BITS - 1));
    }
    Domain domain = CACHE.get(bits);
    if (domain == null) {
      domain = new Domain(bits);
      CACHE.set(bits, domain); // whoever else made it made the same
    }
    return domain;
  }

  /** The smallest domain of at least so many points. */
  public static Domain atLeast(int points) {
    return of(points <= 1 ? 0 : 32 - Integer.numberOfLeadingZeros(points - 1));
  }

  /** A primitive 2^bits-th root of unity. */
  public static long[] root(int bits) {
    long[] root = FIELD.array(1);
    FIELD.set(root, 0, GENERATOR);
    BigInteger order = FIELD.prime().subtract(BigInteger.ONE);
    FIELD.power(root, 0, root, 0, order.shiftRight(bits));
    return root;
  }

  private static long[] powers(long[] base, int count) {
    long[] powers = FIELD.array(count);
    FIELD.one(powers, 0);
    for (int i = 1; i < count; i++) {
      FIELD.mul(powers, W * i, powers, W * (i - 1), base, 0);
    }
    return powers;
  }

  private long[] shift() {
    long[] scale = FIELD.array(1);
    FIELD.set(scale, 0, size);
    FIELD.invert(scale, 0, scale, 0);
    long[] powers = powers(root(bits + 1), size);
    long[] shift = FIELD.array(size);
    for (int i = 0; i < size; i++) {
      int reversed = bits == 0 ? 0 : Integer.reverse(i) >>> 32 - bits;
      FIELD.mul(shift, W * i, powers, W * reversed, scale, 0);
    }
    return shift;
  }

  /** The exponent of two. */
  public int bits() {
    return bits;
  }

  /** Number of points. */
  public int size() {
    return size;
  }

  /**
   * Takes a polynomial's values on the domain to its values on the odd coset: at g w^i, g the root
   * of twice the order whose square is w.
   *
   * @param values an element a point; overwritten
   */
  public void toOddCoset(long[] values) {
    inverse(values);
    for (int i = 0; i < size; i++) {
      FIELD.mul(values, W * i, values, W * i, shift, W * i);
    }
    forward(values);
  }

  /** Values to coefficients times n, in bit-reversed order. */
  void inverse(long[] x) {
    for (int half = size / 2; half >= 1; half /= 2) {
      int stride = W * (size / (2 * half));
      for (int start = 0; start < W * size; start += 2 * W * half) {
        frequencyButterflies(x, start, half, stride);
      }
    }
  }

  /** (a, b) to (a + b, (a - b) w^-i). */
  private void frequencyButterflies(long[] x, int start, int half, int stride) {
    int root = 0;
    for (int i = start; i < start + W * half; i += W) {
      int j = i + W * half;
      FIELD.butterfly(x, i, x, j);
      FIELD.mul(x, j, x, j, inverseRoots, root);
      root += stride;
    }
  }

  /** Coefficients in bit-reversed order to values. */
  void forward(long[] x) {
    for (int half = 1; half < size; half *= 2) {
      int stride = W * (size / (2 * half));
      for (int start = 0; start < W * size; start += 2 * W * half) {
        timeButterflies(x, start, half, stride);
      }
    }
  }

  /** (a, b) to (a + b w^i, a - b w^i). */
  private void timeButterflies(long[] x, int start, int half, int stride) {
    int root = 0;
    for (int i = start; i < start + W * half; i += W) {
      int j = i + W * half;
      FIELD.mul(x, j, x, j, roots, root);
      FIELD.butterfly(x, i, x, j);
      root += stride;
    }
  }
}
