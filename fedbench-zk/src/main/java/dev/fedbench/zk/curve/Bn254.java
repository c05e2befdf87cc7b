package dev.fedbench.zk.curve;

import dev.fedbench.zk.field.Fp2;
import dev.fedbench.zk.field.PrimeField;
import java.math.BigInteger;

/**
 * The curve's constants, as in EIP-196 and EIP-197; everything follows from the parameter x
 * (Barreto and Naehrig, Pairing-Friendly Elliptic Curves of Prime Order, 2005).
 */
public final class Bn254 {

  /** The parameter: p = 36x^4 + 36x^3 + 24x^2 + 6x + 1, r = 36x^4 + 36x^3 + 18x^2 + 6x + 1. */
  static final BigInteger X = new BigInteger("4965661367192848881");

  /** r, the number of points of G1 and of G2. */
  public static final BigInteger ORDER = PrimeField.SCALAR.prime();

  private static final long[] B1 = b1();
  private static final long[] B2 = b2();

  private Bn254() {}

  /** G1, with scratch space of its own. */
  public static Curve g1() {
    return new Curve(PrimeField.BASE, B1);
  }

  /** The twist's whole group, of which G2 is the part of order r, with scratch space of its own. */
  public static Curve g2() {
    return new Curve(new Fp2(), B2);
  }

  private static long[] b1() {
    long[] three = PrimeField.BASE.array(1);
    PrimeField.BASE.set(three, 0, 3);
    return three;
  }

  /** 3 / (9 + u). */
  private static long[] b2() {
    Fp2 fp2 = new Fp2();
    long[] xi = fp2.array(1);
    fp2.set(xi, 0, BigInteger.valueOf(9), BigInteger.ONE);
    fp2.invert(xi, 0, xi, 0);
    long[] three = fp2.array(1);
    fp2.set(three, 0, BigInteger.valueOf(3), BigInteger.ZERO);
    fp2.mul(xi, 0, xi, 0, three, 0);
    return xi;
  }
}
