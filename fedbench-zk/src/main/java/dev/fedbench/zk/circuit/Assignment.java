package dev.fedbench.zk.circuit;

import java.math.BigInteger;
import java.util.List;

/**
 * What a circuit's witness is computed from.
 *
 * @param publics the public signals
 * @param start the iv, or the hash of the chunks before
 * @param normBefore of the chunks before
 * @param activeBefore of the chunks before
 * @param values of the update or chunk, as many as the circuit has, in range
 */
public record Assignment(
    List<BigInteger> publics,
    BigInteger start,
    BigInteger normBefore,
    long activeBefore,
    int[] values) {

  /** Copies nothing: nobody may change the values. */
  public Assignment {
    publics = List.copyOf(publics);
  }
}
