package dev.fedbench.zk.r1cs;

import dev.fedbench.zk.field.PrimeField;
import java.util.Arrays;

/** A sparse matrix, row by row: one of the three of a constraint system. Immutable once built. */
public final class Matrix {

  private static final PrimeField FIELD = PrimeField.SCALAR;
  private static final int W = FIELD.width();

  private int rows;
  private int entries;
  private int[] ends = new int[64];
  private int[] columns = new int[64];
  private long[] coefficients = new long[64 * W];

  Matrix() {}

  void addRow(Linear row) {
    int count = row.variables.length;
    if (rows == ends.length) {
      ends = Arrays.copyOf(ends, 2 * rows);
    }
    while (entries + count > columns.length) {
      columns = Arrays.copyOf(columns, 2 * columns.length);
      coefficients = Arrays.copyOf(coefficients, 2 * coefficients.length);
    }
    System.arraycopy(row.variables, 0, columns, entries, count);
    System.arraycopy(row.coefficients, 0, coefficients, W * entries, W * count);
    entries += count;
    ends[rows++] = entries;
  }

  /** Number of rows. */
  public int rows() {
    return rows;
  }

  /** Number of coefficients that are not zero. */
  public int entries() {
    return entries;
  }

  /** The column of a row's only coefficient, if that is 1; else -1. */
  int onlyColumn(int row) {
    int first = row == 0 ? 0 : ends[row - 1];
    boolean one = ends[row] == first + 1 && FIELD.equal(coefficients, W * first, Elements.ONE, 0);
    return one ? columns[first] : -1;
  }

  /** z = the matrix times the vector, an element a row. */
  public void multiply(long[] z, int zo, long[] vector) {
    long[] term = FIELD.array(1);
    int entry = 0;
    for (int row = 0; row < rows; row++) {
      int at = zo + W * row;
      FIELD.zero(z, at);
      for (; entry < ends[row]; entry++) {
        FIELD.mul(term, 0, coefficients, W * entry, vector, W * columns[entry]);
        FIELD.add(z, at, z, at, term, 0);
      }
    }
  }

  /**
   * z = the vector times the matrix: to each column's element of z is added what its coefficients
   * give with the elements of their rows.
   */
  public void addTransposed(long[] z, long[] vector) {
    long[] term = FIELD.array(1);
    int entry = 0;
    for (int row = 0; row < rows; row++) {
      for (; entry < ends[row]; entry++) {
        int at = W * columns[entry];
        FIELD.mul(term, 0, coefficients, W * entry, vector, W * row);
        FIELD.add(z, at, z, at, term, 0);
      }
    }
  }
}
