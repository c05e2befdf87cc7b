package dev.fedbench.zk.lanes;

import dev.fedbench.zk.lanes.spi.LaneField;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Four lanes of whole numbers, slow and plain; refuses operands that the contract does not allow.
 */
public final class PlainLanes implements LaneField {

  private static final int LANES = 4;
  private static final BigInteger R = BigInteger.ONE.shiftLeft(LIMBS * LIMB_BITS);
  private static final double REDUCED_LIMB = 0x1p50;

  private final BigInteger prime;
  private final BigInteger inverse;

  public PlainLanes(BigInteger prime) {
    this.prime = prime;
    this.inverse = R.modInverse(prime);
  }

  private interface Operation {
    BigInteger of(BigInteger x, BigInteger y);
  }

  @Override
  public int lanes() {
    return LANES;
  }

  /** Of numbers whose limbs are up to so many times what those of reduced ones are. */
  private BigInteger read(double[] x, int at, int times) {
    BigInteger number = BigInteger.ZERO;
    for (int k = LIMBS - 1; k >= 0; k--) {
      double limb = x[at + k * LANES];
      if (k < LIMBS - 1 && Math.abs(limb) > times * REDUCED_LIMB) {
        throw new AssertionError("limb %d is %a of %d times".formatted(k, limb, times));
      }
      number = number.shiftLeft(LIMB_BITS).add(new BigDecimal(limb).toBigIntegerExact());
    }
    BigInteger most = prime.multiply(BigInteger.valueOf(times)).shiftRight(1);
    if (number.abs().compareTo(most.add(most.shiftRight(30))) > 0) {
      throw new AssertionError("%s is beyond %d halves of the prime".formatted(number, times));
    }
    return number;
  }

  private void write(double[] z, int at, BigInteger number) {
    BigInteger rest = number.mod(prime);
    if (rest.compareTo(prime.shiftRight(1)) > 0) {
      rest = rest.subtract(prime);
    }
    BigInteger half = BigInteger.ONE.shiftLeft(LIMB_BITS - 1);
    for (int k = 0; k < LIMBS; k++) {
      BigInteger carry = k < LIMBS - 1 ? rest.add(half).shiftRight(LIMB_BITS) : BigInteger.ZERO;
      z[at + k * LANES] = rest.subtract(carry.shiftLeft(LIMB_BITS)).doubleValue();
      rest = carry;
    }
  }

  private void each(
      double[] z, int zo, double[] x, int xo, double[] y, int yo, int n, int times, Operation op) {
    for (int i = 0; i < n * LANES; i++) {
      int at = LIMBS * LANES * (i / LANES) + i % LANES;
      write(z, zo + at, op.of(read(x, xo + at, times), read(y, yo + at, times)));
    }
  }

  private BigInteger product(BigInteger x, BigInteger y) {
    return x.multiply(y).multiply(inverse);
  }

  @Override
  public void mul(double[] z, int zo, double[] x, int xo, double[] y, int yo, int blocks) {
    each(z, zo, x, xo, y, yo, blocks, 4, this::product); // 4 for what is below 2p, as when loaded
  }

  @Override
  public void square(double[] z, int zo, double[] x, int xo, int blocks) {
    each(z, zo, x, xo, x, xo, blocks, 1, this::product);
  }

  @Override
  public void add(double[] z, int zo, double[] x, int xo, double[] y, int yo, int blocks) {
    for (int i = 0; i < blocks * LIMBS * LANES; i++) {
      z[zo + i] = x[xo + i] + y[yo + i];
    }
  }

  @Override
  public void sub(double[] z, int zo, double[] x, int xo, double[] y, int yo, int blocks) {
    for (int i = 0; i < blocks * LIMBS * LANES; i++) {
      z[zo + i] = x[xo + i] - y[yo + i];
    }
  }

  @Override
  public void difference(double[] z, int zo, double[] x, int xo, double[] y, int yo, int blocks) {
    each(z, zo, x, xo, y, yo, blocks, 2, BigInteger::subtract);
  }

  @Override
  public void reduce(double[] z, int zo, double[] x, int xo, int blocks) {
    each(z, zo, x, xo, x, xo, blocks, 4, (a, b) -> a);
  }

  @Override
  public void timeButterfly(double[] xy, int x, int y, double[] w, int wo, int blocks) {
    double[] product = new double[blocks * LIMBS * LANES];
    each(product, 0, xy, y, w, wo, blocks, 1, this::product);
    each(xy, y, xy, x, product, 0, blocks, 1, BigInteger::subtract);
    double[] twice = new double[product.length];
    add(twice, 0, product, 0, product, 0, blocks);
    each(xy, x, xy, y, twice, 0, blocks, 2, BigInteger::add);
  }

  @Override
  public void frequencyButterfly(double[] xy, int x, int y, double[] w, int wo, int blocks) {
    double[] difference = new double[blocks * LIMBS * LANES];
    each(difference, 0, xy, x, xy, y, blocks, 1, BigInteger::subtract);
    each(xy, x, xy, x, xy, y, blocks, 1, BigInteger::add);
    each(xy, y, difference, 0, w, wo, blocks, 1, this::product);
  }

  @Override
  public void gather(double[] z, int zo, double[] from, int[] at, int first, int plus, int blocks) {
    for (int i = 0; i < blocks * LANES; i++) {
      for (int k = 0; k < LIMBS; k++) {
        z[zo + LIMBS * LANES * (i / LANES) + k * LANES + i % LANES] =
            from[at[first + i] + plus + k];
      }
    }
  }

  @Override
  public void scatter(
      double[] to, int[] at, int first, int plus, double[] x, int xo, int elements) {
    for (int i = 0; i < elements; i++) {
      for (int k = 0; k < LIMBS; k++) {
        to[at[first + i] + plus + k] = x[xo + LIMBS * LANES * (i / LANES) + k * LANES + i % LANES];
      }
    }
  }

  @Override
  public void sign(double[] z, int zo, double[] x, int xo, double[] signs, int first, int blocks) {
    for (int i = 0; i < blocks * LIMBS * LANES; i++) {
      z[zo + i] = x[xo + i] * signs[first + LANES * (i / (LIMBS * LANES)) + i % LANES];
    }
  }
}
