package dev.fedbench.zk.ntt;

import dev.fedbench.zk.field.PrimeField;
import dev.fedbench.zk.lanes.LaneForm;
import dev.fedbench.zk.lanes.Lanes;
import java.math.BigInteger;
import java.util.Optional;
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

  /** Of each level of h butterflies, from h on: the powers of its root, of order 2h. */
  private final long[] roots;

  /** Their inverses. */
  private final long[] inverseRoots;

  /** g^i / n in bit-reversed order of i, g = the 2n-th root: scales and shifts to the odd coset. */
  private final long[] shift;

  /** The same, side by side, once it was asked for; racing threads make the same. */
  private volatile LaneDomain lanes;

  private Domain(int bits) {
    this.bits = bits;
    this.size = 1 << bits;
    long[] root = root(bits);
    roots = levels(root);
    long[] inverse = FIELD.array(1);
    FIELD.invert(inverse, 0, root, 0);
    inverseRoots = levels(inverse);
    shift = shift();
  }

  /** The powers of the last level's root, and of all levels before. */
  private long[] levels(long[] root) {
    long[] levels = FIELD.array(size);
    System.arraycopy(powers(root, size / 2), 0, levels, W * (size / 2), W * (size / 2));
    for (int i = size / 2 - 1; i > 0; i--) {
      System.arraycopy(levels, 2 * W * i, levels, W * i, W);
    }
    return levels;
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
    long[] powers = FIELD.array(Math.max(count, 1));
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
   * Of two polynomials, given by their values on the domain, and the one that has the products of
   * those values: the product of the first two less the third, on the odd coset.
   *
   * @param a an element a point; overwritten by the result
   * @param b likewise; overwritten
   */
  public void quotient(long[] a, long[] b) {
    Optional<LaneForm> form = Lanes.of(FIELD);
    if (form.isPresent() && LaneDomain.fits(size, form.get().lanes().lanes())) {
      lanes(form.get()).quotient(form.get(), a, b);
    } else {
      quotientOneByOne(a, b);
    }
  }

  void quotientOneByOne(long[] a, long[] b) {
    long[] c = FIELD.array(size);
    for (int i = 0; i < c.length; i += W) {
      FIELD.mul(c, i, a, i, b, i);
    }
    toOddCoset(a);
    toOddCoset(b);
    toOddCoset(c);
    for (int i = 0; i < c.length; i += W) {
      FIELD.mul(a, i, a, i, b, i);
      FIELD.sub(a, i, a, i, c, i);
    }
  }

  /** Its tables, made when first asked for. */
  LaneDomain lanes(LaneForm form) {
    LaneDomain known = lanes;
    if (known == null) {
      known = new LaneDomain(form, size, roots, inverseRoots, shift);
      lanes = known;
    }
    return known;
  }

  /**
   * Takes a polynomial's values on the domain to its values on the odd coset: at g w^i, g the root
   * of twice the order whose square is w.
   *
   * @param values an element a point; overwritten
   */
  void toOddCoset(long[] values) {
    toOddCoset(values, 0, size);
  }

  /**
   * Of so many values from there on: down, level by level, to coefficients, and up again. What is
   * halved often enough fits any cache.
   */
  private void toOddCoset(long[] x, int at, int count) {
    if (count == 1) {
      FIELD.mul(x, at, x, at, shift, at);
      return;
    }
    int half = W * count / 2;
    FIELD.butterfly(x, at, x, at + half);
    for (int i = W; i < half; i += W) {
      FIELD.butterfly(x, at + i, x, at + half + i);
      FIELD.mul(x, at + half + i, x, at + half + i, inverseRoots, half + i);
    }
    toOddCoset(x, at, count / 2);
    toOddCoset(x, at + half, count / 2);
    FIELD.butterfly(x, at, x, at + half);
    for (int i = W; i < half; i += W) {
      FIELD.mul(x, at + half + i, x, at + half + i, roots, half + i);
      FIELD.butterfly(x, at + i, x, at + half + i);
    }
  }
}
