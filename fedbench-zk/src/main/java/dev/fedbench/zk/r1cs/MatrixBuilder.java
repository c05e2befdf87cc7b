package dev.fedbench.zk.r1cs;

/** Makes a matrix entry by entry. Not thread-safe, and good for one matrix. */
public final class MatrixBuilder {

  /** What a matrix can hold. */
  public static final int MOST_ENTRIES = Matrix.MOST_ENTRIES;

  private final Matrix matrix = new Matrix();

  /** Of no row. */
  public MatrixBuilder() {}

  /** Adds a coefficient to the current row. Those of one column add up. */
  public void add(int column, long[] coefficient, int offset) {
    matrix.add(column, coefficient, offset);
  }

  /** Ends the current row; the next one is empty. */
  public void endRow() {
    matrix.endRow();
  }

  /** How many coefficients there are so far. */
  public int entries() {
    return matrix.entries();
  }

  /** The matrix of the rows that have ended. */
  public Matrix build() {
    return matrix;
  }
}
