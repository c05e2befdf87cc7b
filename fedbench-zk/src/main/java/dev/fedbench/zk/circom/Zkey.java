package dev.fedbench.zk.circom;

import dev.fedbench.zk.field.LittleEndian;
import dev.fedbench.zk.field.PrimeField;
import java.util.Map;

/**
 * What is where in a {@code .zkey} of Groth16, version 1.
 *
 * @param variables the constant 1 included
 * @param publics the constant not counted
 * @param domain points of the domain
 */
record Zkey(int variables, int publics, int domain) {

  static final int PROTOCOL = 1;
  static final int HEADER = 2;
  static final int IC = 3;
  static final int COEFFICIENTS = 4;
  static final int A = 5;
  static final int B1 = 6;
  static final int B2 = 7;
  static final int C = 8;
  static final int H = 9;
  static final int CONTRIBUTIONS = 10;

  static final Format FORMAT =
      new Format(
          "zkey",
          1,
          Map.of(
              PROTOCOL,
              "protocol",
              HEADER,
              "Groth16 header",
              IC,
              "IC",
              COEFFICIENTS,
              "coefficients",
              A,
              "points A",
              B1,
              "points B1",
              B2,
              "points B2",
              C,
              "points C",
              H,
              "points H",
              CONTRIBUTIONS,
              "contributions"));

  static final int GROTH16 = 1;

  /** Two fields, three counts, three points of each group. */
  static final long HEADER_BYTES =
      2 * (Integer.BYTES + LittleEndian.BYTES)
          + 3 * Integer.BYTES
          + 3 * Points.G1_BYTES
          + 3 * Points.G2_BYTES;

  static final int IN_A = 0;
  static final int IN_B = 1;

  /** The matrix, the row and the column of a coefficient. */
  static final int PLACE_BYTES = 3 * Integer.BYTES;

  static final int COEFFICIENT_BYTES = PLACE_BYTES + LittleEndian.BYTES;

  /** In Montgomery form with R = 2^256, twice. */
  static final LittleEndian COEFFICIENT = new LittleEndian(PrimeField.SCALAR, 512);

  int privates() {
    return variables - publics - 1;
  }
}
