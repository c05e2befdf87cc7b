package dev.fedbench.proof;

import java.math.BigInteger;
import java.util.List;

/**
 * The public side of one proof: what a verifier computes by itself.
 *
 * @param circuitId which circuit
 * @param publicSignals in the circuit's order
 */
public record Statement(String circuitId, List<BigInteger> publicSignals) {

  public Statement {
    publicSignals = List.copyOf(publicSignals);
  }
}
