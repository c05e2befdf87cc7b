package dev.fedbench.zk.groth16;

import dev.fedbench.zk.curve.Bn254;
import dev.fedbench.zk.curve.Curve;
import dev.fedbench.zk.curve.G1;
import java.math.BigInteger;
import java.util.List;

/**
 * The sum of the points of the constant and of the signals, each times its signal, from tables: of
 * each point the multiples by every digit of a signal. A signal costs an addition for each of its
 * digits that is not 0, at most 51. Immutable.
 */
final class SignalPoints {

  private static final int BITS = 5;
  private static final int DIGITS = 1 << BITS - 1;
  private static final int WINDOWS = Bn254.ORDER.bitLength() / BITS + 1;

  private final G1 constant;
  private final int point = Bn254.g1().affineWidth();

  /** Of each signal, window and digit from 1 to 16: digit 32^window times its point, affine. */
  private final long[] table;

  /** Some 800 additions a signal, 64 KB. */
  SignalPoints(VerificationKey key) {
    Curve curve = Bn254.g1();
    constant = key.ic().get(0);
    int count = key.publics() * WINDOWS * DIGITS;
    long[] jacobian = new long[curve.jacobianWidth() * count];
    int next = 0;
    for (G1 signal : key.ic().subList(1, key.ic().size())) {
      next = multiples(curve, signal, jacobian, next);
    }
    table = new long[point * count];
    curve.toAffine(table, 0, jacobian, 0, count);
  }

  private static int multiples(Curve curve, G1 signal, long[] z, int from) {
    int width = curve.jacobianWidth();
    long[] base = new long[width];
    long[] affine = new long[curve.affineWidth()];
    signal.write(affine, 0);
    curve.fromAffine(base, 0, affine, 0);
    int at = from;
    for (int window = 0; window < WINDOWS; window++) {
      System.arraycopy(base, 0, z, at, width);
      for (int digit = 2; digit <= DIGITS; digit++) {
        curve.add(z, at + width, z, at, base, 0);
        at += width;
      }
      curve.twice(base, 0, z, at); // 2 16 = 32 times
      at += width;
    }
    return at;
  }

  /** The sum; signals are from 0 to r - 1, one for each point. */
  G1 sum(List<BigInteger> signals) {
    Curve curve = Bn254.g1();
    long[] sum = new long[curve.jacobianWidth()];
    long[] affine = new long[point];
    constant.write(affine, 0);
    curve.fromAffine(sum, 0, affine, 0);
    for (int i = 0; i < signals.size(); i++) {
      add(curve, sum, i, signals.get(i));
    }
    curve.toAffine(affine, 0, sum, 0);
    return G1.copyOf(affine, 0);
  }

  private void add(Curve curve, long[] sum, int index, BigInteger signal) {
    long[] opposite = new long[point];
    int carry = 0;
    for (int window = 0; window < WINDOWS; window++) {
      int digit = (signal.shiftRight(BITS * window).intValue() & 2 * DIGITS - 1) + carry;
      carry = digit > DIGITS ? 1 : 0;
      digit -= carry * 2 * DIGITS;
      if (digit > 0) {
        curve.addAffine(sum, 0, sum, 0, table, at(index, window, digit));
      } else if (digit < 0) {
        curve.negate(opposite, 0, table, at(index, window, -digit));
        curve.addAffine(sum, 0, sum, 0, opposite, 0);
      }
    }
  }

  private int at(int signal, int window, int digit) {
    return point * ((signal * WINDOWS + window) * DIGITS + digit - 1);
  }
}
