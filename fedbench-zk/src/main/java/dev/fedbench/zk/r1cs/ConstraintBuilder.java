package dev.fedbench.zk.r1cs;

import java.util.List;
import java.util.function.Supplier;

/** Collects a circuit's constraints. Not thread-safe. */
public final class ConstraintBuilder implements CircuitBuilder<ConstraintBuilder.Wire> {

  /** A linear combination. */
  public static final class Wire {

    private final Linear linear;

    private Wire(Linear linear) {
      this.linear = linear;
    }
  }

  private static final Wire NOTHING = new Wire(Linear.ZERO);

  private final Matrix a = new Matrix();
  private final Matrix b = new Matrix();
  private final Matrix c = new Matrix();
  private int variables = 1;
  private int publics;

  /** Without any constraint. */
  public ConstraintBuilder() {}

  @Override
  public Wire publicInput(Supplier<long[]> value) {
    if (publics != variables - 1) {
      throw new IllegalStateException("a public variable after a private one");
    }
    publics++;
    return hint(value);
  }

  @Override
  public Wire hint(Supplier<long[]> value) {
    return new Wire(Linear.of(variables++, Elements.ONE));
  }

  @Override
  public Wire constant(long[] value) {
    return new Wire(Linear.of(0, value));
  }

  @Override
  public Wire add(Wire x, Wire y) {
    return new Wire(x.linear.plus(y.linear));
  }

  @Override
  public Wire scale(Wire x, long[] factor) {
    return FIELD.isZero(factor, 0) ? NOTHING : new Wire(x.linear.times(factor));
  }

  @Override
  public Wire sum(List<Wire> wires, long[] factors) {
    List<Linear> terms = wires.stream().map(wire -> wire.linear).toList();
    return new Wire(Linear.sum(terms, factors, 0, terms.size()));
  }

  @Override
  public void assertProduct(Wire x, Wire y, Wire z) {
    a.addRow(x.linear);
    b.addRow(y.linear);
    c.addRow(z.linear);
  }

  @Override
  public long[] value(Wire wire) {
    throw new IllegalStateException("there are no values yet: only suppliers may ask for one");
  }

  /** The system so far. */
  public R1cs build() {
    return new R1cs(a, b, c, variables, publics);
  }
}
