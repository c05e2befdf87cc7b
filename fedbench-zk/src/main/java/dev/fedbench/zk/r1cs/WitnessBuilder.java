package dev.fedbench.zk.r1cs;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * Computes the values of a circuit's variables. Asserts nothing: whether the constraints hold is
 * for the system to say. Not thread-safe.
 */
public final class WitnessBuilder implements CircuitBuilder<long[]> {

  private static final int W = FIELD.width();

  private long[] values;
  private int variables = 1;

  /**
   * Without any but the constant.
   *
   * @param variables how many are expected
   */
  public WitnessBuilder(int variables) {
    values = FIELD.array(Math.max(variables, 1));
    FIELD.one(values, 0);
  }

  @Override
  public long[] publicInput(Supplier<long[]> value) {
    return hint(value);
  }

  @Override
  public long[] hint(Supplier<long[]> value) {
    long[] given = value.get();
    if (W * (variables + 1) > values.length) {
      values = Arrays.copyOf(values, 2 * W * (variables + 1));
    }
    FIELD.copy(values, W * variables++, given, 0);
    return given;
  }

  @Override
  public long[] constant(long[] value) {
    return value;
  }

  @Override
  public long[] add(long[] a, long[] b) {
    long[] sum = FIELD.array(1);
    FIELD.add(sum, 0, a, 0, b, 0);
    return sum;
  }

  @Override
  public long[] scale(long[] a, long[] factor) {
    long[] product = FIELD.array(1);
    FIELD.mul(product, 0, a, 0, factor, 0);
    return product;
  }

  @Override
  public long[] sum(List<long[]> wires, long[] factors) {
    long[] sum = FIELD.array(1);
    long[] term = FIELD.array(1);
    for (int i = 0; i < wires.size(); i++) {
      FIELD.mul(term, 0, wires.get(i), 0, factors, W * i);
      FIELD.add(sum, 0, sum, 0, term, 0);
    }
    return sum;
  }

  @Override
  public void assertProduct(long[] a, long[] b, long[] c) {}

  @Override
  public long[] value(long[] wire) {
    return wire;
  }

  /** All values so far, an element a variable. */
  public long[] witness() {
    return Arrays.copyOf(values, W * variables);
  }
}
