package dev.fedbench.zk;

import dev.fedbench.zk.field.PrimeField;
import dev.fedbench.zk.r1cs.Matrix;
import dev.fedbench.zk.r1cs.R1cs;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Random;

/**
 * Tells constraint systems apart, so that keys that an older release made of a circuit that has
 * changed since are not taken for the circuit's: its id is the same, and often all sizes are.
 *
 * <p>x A w, x B w and x C w for vectors x and w that look random, and are the same each time: other
 * matrices give other numbers but by a chance of some 2^-250. Nobody is kept from looking for such
 * ones; keys that somebody means to be wrong are none the harder to make.
 */
final class Fingerprint {

  private static final PrimeField FIELD = PrimeField.SCALAR;
  private static final int W = FIELD.width();

  /** Bytes of a fingerprint: two counts, and three field elements. */
  static final int BYTES = 2 * Integer.BYTES + 3 * 32;

  private Fingerprint() {}

  static byte[] of(R1cs system) {
    Random random = new Random(1);
    long[] columns = elements(system.variables(), random);
    long[] rows = elements(system.constraints(), random);
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    bytes.putInt(system.variables()).putInt(system.publics());
    for (Matrix matrix : new Matrix[] {system.a(), system.b(), system.c()}) {
      bytes.put(number(matrix, rows, columns));
    }
    return bytes.array();
  }

  private static long[] elements(int count, Random random) {
    long[] elements = FIELD.array(count);
    for (int i = 0; i < count; i++) {
      FIELD.set(elements, W * i, new BigInteger(250, random));
    }
    return elements;
  }

  private static byte[] number(Matrix matrix, long[] rows, long[] columns) {
    long[] products = FIELD.array(matrix.rows());
    matrix.multiply(products, 0, columns);
    long[] sum = FIELD.array(1);
    for (int row = 0; row < matrix.rows(); row++) {
      FIELD.mul(products, W * row, products, W * row, rows, W * row);
      FIELD.add(sum, 0, sum, 0, products, W * row);
    }
    byte[] number = FIELD.number(sum, 0).toByteArray();
    byte[] padded = new byte[32];
    System.arraycopy(number, 0, padded, padded.length - number.length, number.length);
    return padded;
  }
}
