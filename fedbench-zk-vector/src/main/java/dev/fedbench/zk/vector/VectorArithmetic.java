package dev.fedbench.zk.vector;

import dev.fedbench.zk.columns.ColumnArithmetic;
import dev.fedbench.zk.columns.ColumnField;

/** Arithmetic with the widest vectors that this processor has. */
public final class VectorArithmetic implements ColumnArithmetic {

  private static final int FEWEST_LANES = 4;

  /**
   * For the service loader.
   *
   * @throws UnsupportedOperationException if vectors are too short to gain anything
   */
  public VectorArithmetic() {
    if (VectorField.lanes() < FEWEST_LANES || VectorField.lanes() > ColumnField.GRAIN) {
      throw new UnsupportedOperationException(
          "vectors of %d longs; expected %d to %d"
              .formatted(VectorField.lanes(), FEWEST_LANES, ColumnField.GRAIN));
    }
  }

  @Override
  public String name() {
    return "vectors of %d bits".formatted(VectorField.bits());
  }

  @Override
  public ColumnField field(long[] prime, long inverse, int stride) {
    return new VectorField(prime, inverse, stride);
  }
}
