package dev.fedbench.zk.r1cs;

import dev.fedbench.zk.field.PrimeField;
import java.math.BigInteger;

/** Elements of the scalar field as arrays, which nobody may change. */
public final class Elements {

  /** 0. */
  public static final long[] ZERO = of(0);

  /** 1. */
  public static final long[] ONE = of(1);

  /** -1. */
  public static final long[] MINUS_ONE = of(-1);

  private Elements() {}

  /** The number's element. */
  public static long[] of(long number) {
    long[] element = PrimeField.SCALAR.array(1);
    PrimeField.SCALAR.set(element, 0, number);
    return element;
  }

  /** The number's element. */
  public static long[] of(BigInteger number) {
    long[] element = PrimeField.SCALAR.array(1);
    PrimeField.SCALAR.set(element, 0, number);
    return element;
  }
}
