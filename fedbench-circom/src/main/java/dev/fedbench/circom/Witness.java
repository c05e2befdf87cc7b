package dev.fedbench.circom;

import dev.fedbench.zk.circom.CircomFiles;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * A witness, and what it took.
 *
 * @param values all wires', the constant 1 first: 32 bytes each, the lowest first; nobody may write
 *     to it
 * @param nanos wall clock
 * @param cpuNanos CPU time of the thread that computed it
 */
record Witness(byte[] values, long nanos, long cpuNanos) {

  static final int BYTES = 32;

  /** The bytes of a {@code .wtns} file. */
  byte[] file() {
    return CircomFiles.wtns(values);
  }

  /** The values after the first. */
  List<BigInteger> signals(int count) {
    List<BigInteger> signals = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      byte[] reversed = new byte[BYTES];
      for (int j = 0; j < BYTES; j++) {
        reversed[BYTES - 1 - j] = values[BYTES * i + j];
      }
      signals.add(new BigInteger(1, reversed));
    }
    return signals;
  }
}
