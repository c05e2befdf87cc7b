package dev.fedbench.zk.circom;

import dev.fedbench.zk.field.PrimeField;
import dev.fedbench.zk.groth16.Factors;
import dev.fedbench.zk.ntt.Domain;
import dev.fedbench.zk.r1cs.Matrix;
import dev.fedbench.zk.r1cs.MatrixBuilder;
import java.io.IOException;

/**
 * Reads the coefficients of A and B, which a zkey holds in any order. A has the rows that bind the
 * public signals, too.
 */
final class ZkeyCoefficients {

  private static final PrimeField FIELD = PrimeField.SCALAR;
  private static final int W = FIELD.width();

  private final int[] matrices;
  private final int[] rows;
  private final int[] columns;
  private final long[] coefficients;

  private ZkeyCoefficients(int count) {
    matrices = new int[count];
    rows = new int[count];
    columns = new int[count];
    coefficients = FIELD.array(count);
  }

  static Factors read(SectionReader in, Zkey sizes) throws IOException {
    int count =
        in.count(
            "coefficients",
            Math.min(MatrixBuilder.MOST_ENTRIES, in.remaining() / Zkey.COEFFICIENT_BYTES));
    ZkeyCoefficients all = new ZkeyCoefficients(count);
    for (int i = 0; i < count; i++) {
      all.matrices[i] = in.count("as a matrix", Zkey.IN_B);
      all.rows[i] = in.count("as a row", sizes.domain() - 1L);
      all.columns[i] = in.count("as a variable", sizes.variables() - 1L);
      in.element(Zkey.COEFFICIENT, all.coefficients, W * i, "r");
    }
    in.end();
    Domain domain = Domain.atLeast(sizes.domain());
    Matrix a = all.matrix(Zkey.IN_A, sizes.domain());
    Matrix b = all.matrix(Zkey.IN_B, sizes.domain());
    return new Factors(a, b, 0, domain, sizes.variables());
  }

  private Matrix matrix(int which, int height) {
    int[] order = inRowOrder(which, height);
    MatrixBuilder matrix = new MatrixBuilder();
    int next = 0;
    for (int row = 0; row < height; row++) {
      for (; next < order.length && rows[order[next]] == row; next++) {
        matrix.add(columns[order[next]], coefficients, W * order[next]);
      }
      matrix.endRow();
    }
    return matrix.build();
  }

  /** A matrix's entries by row, and within a row as they came: a counting sort. */
  private int[] inRowOrder(int which, int height) {
    int[] starts = new int[height + 1];
    for (int i = 0; i < rows.length; i++) {
      starts[rows[i] + 1] += matrices[i] == which ? 1 : 0;
    }
    for (int row = 0; row < height; row++) {
      starts[row + 1] += starts[row];
    }
    int[] order = new int[starts[height]];
    for (int i = 0; i < rows.length; i++) {
      if (matrices[i] == which) {
        order[starts[rows[i]]++] = i;
      }
    }
    return order;
  }
}
