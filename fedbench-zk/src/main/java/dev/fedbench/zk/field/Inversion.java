package dev.fedbench.zk.field;

import static dev.fedbench.zk.field.Modulus.LIMBS;
import static dev.fedbench.zk.field.Modulus.LIMB_BITS;

/**
 * An inverse modulo a prime by division steps (Bernstein and Yang, Fast constant-time gcd
 * computation and modular inversion, 2019), here in variable time: several times as fast as a
 * power.
 *
 * <p>f starts as p and g as x, d as 0 and e as 1, and f = d x, g = e x modulo p throughout. A step
 * halves g; an odd one has f added before, or takes f's place. At the end g is 0, f is 1 or -1, and
 * d the inverse or its opposite. Thirty steps depend on the lowest bits of f and g alone: they are
 * done on ints, and their matrix is then applied to all four numbers.
 *
 * <p>Numbers are nine limbs of 30 bits, the last one signed.
 */
final class Inversion {

  private static final int COUNT = 9;
  private static final int BITS = 30;
  private static final int MASK = (1 << BITS) - 1;

  private final long[] prime = new long[COUNT];

  /** 1/p modulo 2^30. */
  private final long inverse;

  private final long[] f = new long[COUNT];
  private final long[] g = new long[COUNT];
  private final long[] d = new long[COUNT];
  private final long[] e = new long[COUNT];
  private int delta = 1;

  /** The matrix of thirty steps, times 2^30: to u f + v g and q f + r g. */
  private long u;

  private long v;
  private long q;
  private long r;

  private Inversion(Modulus m, long[] x, int xo) {
    split(prime, new long[] {m.p0, m.p1, m.p2, m.p3, m.p4}, 0);
    inverse = -m.inverse;
    System.arraycopy(prime, 0, f, 0, COUNT);
    split(g, x, xo);
    e[0] = 1;
  }

  /** z = 1 / x modulo p, plain and normal; x is the same, and not 0 modulo p. */
  static void invert(Modulus m, long[] z, int zo, long[] x, int xo) {
    Inversion inversion = new Inversion(m, x, xo);
    while (!inversion.done()) {
      inversion.steps();
      inversion.apply();
      inversion.applyModulo();
    }
    inversion.result(z, zo);
  }

  private boolean done() {
    long any = 0;
    for (long limb : g) {
      any |= limb;
    }
    return any == 0;
  }

  /** Thirty steps on the lowest bits; those of f are odd. */
  private void steps() {
    int low = (int) (f[0] | f[1] << BITS);
    int next = (int) (g[0] | g[1] << BITS);
    int a = 1;
    int b = 0;
    int c = 0;
    int k = 1;
    int left = BITS;
    while (true) {
      int zeros = Integer.numberOfTrailingZeros(next | -1 << left);
      next >>= zeros;
      a <<= zeros;
      b <<= zeros;
      delta += zeros;
      left -= zeros;
      if (left == 0) {
        break;
      }
      if (delta > 0) {
        delta = -delta;
        int swap = low;
        low = next;
        next = -swap;
        swap = a;
        a = c;
        c = -swap;
        swap = b;
        b = k;
        k = -swap;
      }
      next += low;
      c += a;
      k += b;
    }
    u = a;
    v = b;
    q = c;
    r = k;
  }

  /** (f, g) = (u f + v g, q f + r g) / 2^30, which leaves no rest. */
  private void apply() {
    long x = u * f[0] + v * g[0] >> BITS;
    long y = q * f[0] + r * g[0] >> BITS;
    for (int i = 1; i < COUNT; i++) {
      x += u * f[i] + v * g[i];
      y += q * f[i] + r * g[i];
      f[i - 1] = x & MASK;
      g[i - 1] = y & MASK;
      x >>= BITS;
      y >>= BITS;
    }
    f[COUNT - 1] = x;
    g[COUNT - 1] = y;
  }

  /**
   * The same for d and e, with as many p added as leave no rest either. Both are above -2p and
   * below p: with p added to negative ones, both are within p, the sums within 2^30 p, and less
   * than 2^30 p is taken off.
   */
  private void applyModulo() {
    long negativeD = d[COUNT - 1] >> 63;
    long negativeE = e[COUNT - 1] >> 63;
    long timesX = (u & negativeD) + (v & negativeE);
    long timesY = (q & negativeD) + (r & negativeE);
    long x = u * d[0] + v * e[0];
    long y = q * d[0] + r * e[0];
    timesX -= (x + timesX * prime[0]) * inverse & MASK;
    timesY -= (y + timesY * prime[0]) * inverse & MASK;
    x = x + timesX * prime[0] >> BITS;
    y = y + timesY * prime[0] >> BITS;
    for (int i = 1; i < COUNT; i++) {
      x += u * d[i] + v * e[i] + timesX * prime[i];
      y += q * d[i] + r * e[i] + timesY * prime[i];
      d[i - 1] = x & MASK;
      e[i - 1] = y & MASK;
      x >>= BITS;
      y >>= BITS;
    }
    d[COUNT - 1] = x;
    e[COUNT - 1] = y;
  }

  /** d times f, which is 1 or -1, plus 2p if that is negative. */
  private void result(long[] z, int zo) {
    long sign = f[COUNT - 1] >> 63 | 1;
    long negative = signOf(d) * sign >> 63;
    long carry = 0;
    for (int i = 0; i < COUNT; i++) {
      carry += d[i] * sign + (2 * prime[i] & negative);
      d[i] = carry & MASK;
      carry >>= BITS;
    }
    join(z, zo, d);
  }

  /** Of a number that is not 0. */
  private static long signOf(long[] number) {
    return number[COUNT - 1] >> 63 | 1;
  }

  private static void split(long[] z, long[] x, int xo) {
    for (int i = 0; i < COUNT; i++) {
      int limb = BITS * i / LIMB_BITS;
      int shift = BITS * i % LIMB_BITS;
      z[i] = x[xo + limb] >>> shift;
      if (shift + BITS > LIMB_BITS && limb + 1 < LIMBS) {
        z[i] |= x[xo + limb + 1] << LIMB_BITS - shift;
      }
      z[i] &= MASK;
    }
  }

  private static void join(long[] z, int zo, long[] x) {
    for (int i = 0; i < LIMBS; i++) {
      int limb = LIMB_BITS * i / BITS;
      int shift = LIMB_BITS * i % BITS;
      z[zo + i] = x[limb] >>> shift | x[limb + 1] << BITS - shift;
      if (limb + 2 < COUNT) {
        z[zo + i] |= x[limb + 2] << 2 * BITS - shift;
      }
      z[zo + i] &= Modulus.MASK;
    }
  }
}
