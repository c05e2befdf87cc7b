package dev.fedbench.zk.field;

import static dev.fedbench.zk.field.Modulus.LIMBS;

import java.math.BigInteger;

/** A prime field. Thread-safe. */
public final class PrimeField extends Field {

  /** Of the coordinates of BN254's points. */
  public static final PrimeField BASE =
      new PrimeField(
          "21888242871839275222246405745257275088696311157297823662689037894645226208583");

  /** Of the scalars: the order of BN254's groups. */
  public static final PrimeField SCALAR =
      new PrimeField(
          "21888242871839275222246405745257275088548364400416034343698204186575808495617");

  private static final long[] ZERO = new long[LIMBS];
  private static final long[] PLAIN_ONE = {1, 0, 0, 0, 0};

  private final Modulus modulus;

  private PrimeField(String prime) {
    super(LIMBS);
    modulus = new Modulus(prime);
  }

  /** The prime. */
  public BigInteger prime() {
    return modulus.value;
  }

  Modulus modulus() {
    return modulus;
  }

  @Override
  public void add(long[] z, int zo, long[] x, int xo, long[] y, int yo) {
    Montgomery.add(modulus, z, zo, x, xo, y, yo);
  }

  @Override
  public void sub(long[] z, int zo, long[] x, int xo, long[] y, int yo) {
    Montgomery.sub(modulus, z, zo, x, xo, y, yo);
  }

  @Override
  public void factorSub(long[] z, int zo, long[] x, int xo, long[] y, int yo) {
    Montgomery.factorSub(z, zo, x, xo, y, yo);
  }

  /** z = x + y, for use as a factor as with {@link #factorSub}. */
  void factorAdd(long[] z, int zo, long[] x, int xo, long[] y, int yo) {
    Montgomery.factorAdd(z, zo, x, xo, y, yo);
  }

  @Override
  public void mul(long[] z, int zo, long[] x, int xo, long[] y, int yo) {
    if (Tally.ON) {
      Tally.multiplication();
    }
    Montgomery.mul(modulus, z, zo, x, xo, y, yo);
  }

  /** z = x y + u v. */
  public void mulAdd(
      long[] z, int zo, long[] x, int xo, long[] y, int yo, long[] u, int uo, long[] v, int vo) {
    if (Tally.ON) {
      Tally.doubleProduct();
    }
    Montgomery.mulAdd(modulus, z, zo, x, xo, y, yo, u, uo, v, vo);
  }

  /** (x, y) to (x + y, x - y). */
  public void butterfly(long[] x, int xo, long[] y, int yo) {
    Montgomery.butterfly(modulus, x, xo, y, yo);
  }

  @Override
  public void square(long[] z, int zo, long[] x, int xo) {
    if (Tally.ON) {
      Tally.square();
    }
    Montgomery.square(modulus, z, zo, x, xo);
  }

  @Override
  public void invert(long[] z, int zo, long[] x, int xo) {
    if (isZero(x, xo)) {
      zero(z, zo);
      return;
    }
    long[] inverse = new long[LIMBS];
    Inversion.invert(modulus, inverse, 0, x, xo); // 1 / (x R)
    mul(z, zo, inverse, 0, modulus.cube, 0);
  }

  /** z = x^exponent, for an exponent of 0 or more. */
  public void power(long[] z, int zo, long[] x, int xo, BigInteger exponent) {
    // Four bits a step.
    long[] powers = array(16);
    one(powers, 0);
    for (int i = 1; i < 16; i++) {
      mul(powers, i * LIMBS, powers, (i - 1) * LIMBS, x, xo);
    }
    long[] result = modulus.one.clone();
    for (int digit = (exponent.bitLength() + 3) / 4 - 1; digit >= 0; digit--) {
      for (int i = 0; i < 4; i++) {
        square(result, 0, result, 0);
      }
      int bits = exponent.shiftRight(4 * digit).intValue() & 15;
      if (bits != 0) {
        mul(result, 0, result, 0, powers, bits * LIMBS);
      }
    }
    copy(z, zo, result, 0);
  }

  @Override
  public boolean isZero(long[] x, int xo) {
    return Montgomery.isZero(modulus, x, xo);
  }

  @Override
  public boolean equal(long[] x, int xo, long[] y, int yo) {
    long[] difference = new long[LIMBS];
    sub(difference, 0, x, xo, y, yo);
    return isZero(difference, 0);
  }

  @Override
  public void negate(long[] z, int zo, long[] x, int xo) {
    Montgomery.sub(modulus, z, zo, ZERO, 0, x, xo);
  }

  @Override
  public void one(long[] z, int zo) {
    copy(z, zo, modulus.one, 0);
  }

  /** z = the number modulo p; any number, negative ones too. */
  public void set(long[] z, int zo, BigInteger number) {
    mul(z, zo, Modulus.limbs(number.mod(modulus.value)), 0, modulus.square, 0);
  }

  /** z = the number. */
  public void set(long[] z, int zo, long number) {
    if (number >= 0) {
      long[] limbs = {number & Modulus.MASK, number >>> Modulus.LIMB_BITS, 0, 0, 0};
      mul(z, zo, limbs, 0, modulus.square, 0);
    } else {
      set(z, zo, BigInteger.valueOf(number));
    }
  }

  /** The number below p that an element is. */
  public BigInteger number(long[] x, int xo) {
    long[] plain = new long[LIMBS];
    plain(plain, 0, x, xo);
    return Modulus.number(plain, 0);
  }

  /** z = the five limbs of 52 bits of the number below p that x is, not in Montgomery form. */
  public void plain(long[] z, int zo, long[] x, int xo) {
    mul(z, zo, x, xo, PLAIN_ONE, 0);
    Montgomery.reduce(modulus, z, zo, z, zo);
  }
}
