package dev.fedbench.zk.r1cs;

import dev.fedbench.zk.field.PrimeField;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a circuit is written against. Run on a {@link ConstraintBuilder} it gives the constraints,
 * on a {@link WitnessBuilder} the variables' values, in the same order, since it is the same code:
 * what it does must not depend on values but inside the suppliers given here, which only run for a
 * witness.
 *
 * <p>Variables are numbered: 0 is the constant 1, then come the public ones, then the private ones.
 *
 * @param <W> a wire: a linear combination of variables, or the value of one. Immutable.
 */
public interface CircuitBuilder<W> {

  /** Values and coefficients are elements of this field: arrays of its width. */
  PrimeField FIELD = PrimeField.SCALAR;

  /** A new public variable; before all private ones. */
  W publicInput(Supplier<long[]> value);

  /** A new private variable, of which nothing is known but what is then asserted. */
  W hint(Supplier<long[]> value);

  /** The wire that always has that value. */
  W constant(long[] value);

  /** a + b. */
  W add(W a, W b);

  /** factor a. */
  W scale(W a, long[] factor);

  /**
   * The sum of the wires, each times its factor.
   *
   * @param factors one element after the other
   */
  W sum(List<W> wires, long[] factors);

  /** Asserts that a b = c. */
  void assertProduct(W a, W b, W c);

  /** What a wire's value is, for suppliers. */
  long[] value(W wire);

  /** A new variable that is a b. */
  default W product(W a, W b) {
    W product =
        hint(
            () -> {
              long[] z = FIELD.array(1);
              FIELD.mul(z, 0, value(a), 0, value(b), 0);
              return z;
            });
    assertProduct(a, b, product);
    return product;
  }

  /** a - b. */
  default W sub(W a, W b) {
    return add(a, scale(b, Elements.MINUS_ONE));
  }

  /** Asserts that a = b. */
  default void assertEqual(W a, W b) {
    assertProduct(sub(a, b), constant(Elements.ONE), constant(Elements.ZERO));
  }

  /** Asserts that a is 0 or 1. */
  default void assertBoolean(W a) {
    assertProduct(a, a, a);
  }
}
