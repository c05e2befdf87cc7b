package dev.fedbench.proof;

import dev.fedbench.spi.Problems;

/**
 * Which circuit is wanted.
 *
 * @param kind what is to be proved
 * @param values of an update, up to 2^32 - 1
 * @param bits of a value, its sign included
 */
public record CircuitSpec(ProofKind kind, long values, int bits) {

  public CircuitSpec {
    new Problems()
        .between("values", values, 1, (1L << 32) - 1)
        .between("bits", bits, 2, 32)
        .orThrow();
  }
}
