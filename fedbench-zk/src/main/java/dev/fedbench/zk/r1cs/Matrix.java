package dev.fedbench.zk.r1cs;

import dev.fedbench.zk.field.PrimeField;
import java.util.Arrays;

/** A sparse matrix, row by row: one of the three of a constraint system. Immutable once built. */
public final class Matrix {

  private static final PrimeField FIELD = PrimeField.SCALAR;
  private static final int W = FIELD.width();

  /** What an array of coefficients can hold. */
  static final int MOST_ENTRIES = Integer.MAX_VALUE / W - 8;

  private int rows;
  private int entries;
  private int[] ends = new int[64];
  private int[] columns = new int[64];
  private long[] coefficients = new long[64 * W];

  Matrix() {}

  void addRow(Linear row) {
    for (int i = 0; i < row.variables.length; i++) {
      add(row.variables[i], row.coefficients, W * i);
    }
    endRow();
  }

  /** Adds a coefficient to the row that is not ended. */
  void add(int column, long[] coefficient, int offset) {
    if (entries == columns.length) {
      int more = Math.min(2 * entries, MOST_ENTRIES);
      columns = Arrays.copyOf(columns, more);
      coefficients = Arrays.copyOf(coefficients, W * more);
    }
    columns[entries] = column;
    FIELD.copy(coefficients, W * entries++, coefficient, offset);
  }

  void endRow() {
    if (rows == ends.length) {
      ends = Arrays.copyOf(ends, 2 * rows);
    }
    ends[rows++] = entries;
  }

  /** Number of rows. */
  public int rows() {
    return rows;
  }

  /** Number of coefficients that are held; the others are zero. */
  public int entries() {
    return entries;
  }

  /** A row's first entry; the others follow. */
  public int first(int row) {
    return row == 0 ? 0 : ends[row - 1];
  }

  /** Where a row's entries end: the first of the next row. */
  public int end(int row) {
    return ends[row];
  }

  /** An entry's column. */
  public int column(int entry) {
    return columns[entry];
  }

  /** z = an entry's coefficient. */
  public void coefficient(long[] z, int zo, int entry) {
    FIELD.copy(z, zo, coefficients, W * entry);
  }

  /** The column of a row's only coefficient, if that is 1; else -1. */
  int onlyColumn(int row) {
    int first = first(row);
    boolean one = ends[row] == first + 1 && FIELD.equal(coefficients, W * first, Elements.ONE, 0);
    return one ? columns[first] : -1;
  }

  /** The column x of a row that is nothing but a multiple of x; else -1. */
  int multipleOf(int row) {
    return ends[row] == first(row) + 1 ? columns[first(row)] : -1;
  }

  /** The column x of a row that is a multiple of x - 1, 1 being column 0; else -1. */
  int multipleOfLessOne(int row) {
    int first = first(row);
    if (ends[row] != first + 2 || columns[first] != 0 && columns[first + 1] != 0) {
      return -1;
    }
    long[] sum = FIELD.array(1);
    FIELD.add(sum, 0, coefficients, W * first, coefficients, W * (first + 1));
    return FIELD.isZero(sum, 0) ? Math.max(columns[first], columns[first + 1]) : -1;
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
