package dev.fedbench.zk.r1cs;

import dev.fedbench.zk.field.PrimeField;
import java.util.BitSet;
import java.util.OptionalInt;

/**
 * (A w) (B w) = C w, row by row, for the vector w of the variables' values.
 *
 * @param a a row a constraint
 * @param b likewise
 * @param c likewise
 * @param variables all of them, the constant 1 included
 * @param publics how many are public, the constant not counted
 */
public record R1cs(Matrix a, Matrix b, Matrix c, int variables, int publics) {

  private static final PrimeField FIELD = PrimeField.SCALAR;

  /** Number of constraints. */
  public int constraints() {
    return a.rows();
  }

  /** The variables x that a constraint x x = x, or x (x - 1) = 0, holds to 0 and 1. */
  public BitSet booleans() {
    BitSet booleans = new BitSet(variables);
    for (int row = 0; row < constraints(); row++) {
      int x = a.onlyColumn(row);
      if (x >= 0 && x == b.onlyColumn(row) && x == c.onlyColumn(row)) {
        booleans.set(x);
      }
      if (c.first(row) == c.end(row)) {
        setIfBoolean(booleans, a.multipleOf(row), b.multipleOfLessOne(row));
        setIfBoolean(booleans, b.multipleOf(row), a.multipleOfLessOne(row));
      }
    }
    return booleans;
  }

  private static void setIfBoolean(BitSet booleans, int x, int sameLessOne) {
    if (x > 0 && x == sameLessOne) {
      booleans.set(x);
    }
  }

  /**
   * The first constraint that a witness violates.
   *
   * @throws IllegalArgumentException if it is not of as many variables
   */
  public OptionalInt violated(long[] witness) {
    if (witness.length != variables * FIELD.width()) {
      throw new IllegalArgumentException(
          "%d values; expected %d".formatted(witness.length / FIELD.width(), variables));
    }
    long[] left = FIELD.array(constraints());
    long[] right = FIELD.array(constraints());
    long[] product = FIELD.array(constraints());
    a.multiply(left, 0, witness);
    b.multiply(right, 0, witness);
    c.multiply(product, 0, witness);
    for (int row = 0; row < constraints(); row++) {
      int at = row * FIELD.width();
      FIELD.mul(left, at, left, at, right, at);
      if (!FIELD.equal(left, at, product, at)) {
        return OptionalInt.of(row);
      }
    }
    return OptionalInt.empty();
  }
}
