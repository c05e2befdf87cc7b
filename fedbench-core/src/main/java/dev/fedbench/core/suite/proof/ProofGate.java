package dev.fedbench.core.suite.proof;

import dev.fedbench.proof.Claim;
import dev.fedbench.proof.Proof;
import dev.fedbench.proof.ProofVerifier;
import dev.fedbench.proof.Statement;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Whether a verifier tells right from wrong: a true claim's proof is verified; with any public
 * signal changed, with a byte changed in any part, for another update, or among others, it is not.
 */
record ProofGate(ProofVerifier verifier) {

  /**
   * What the verifier gets wrong first; empty if nothing.
   *
   * @param other another update's claim
   */
  Optional<String> wrong(Claim claim, Proof proof, Claim other) {
    List<Statement> right = claim.statements();
    if (!verifier.verify(right, proof)) {
      return Optional.of("a proof of a true claim is not verified");
    }
    for (int i = 0; i < right.size(); i++) {
      for (int signal = 0; signal < right.get(i).publicSignals().size(); signal++) {
        if (verifier.verify(tampered(right, i, signal), proof)) {
          return Optional.of(
              "a proof is verified with public signal %d of statement %d changed"
                  .formatted(signal, i));
        }
      }
      if (verifier.verify(right, bent(proof, i))) {
        return Optional.of("a proof is verified with a byte of part %d changed".formatted(i));
      }
    }
    if (verifier.verify(other.statements(), proof)) {
      return Optional.of("a proof of one update is verified for another");
    }
    return batch(right, proof);
  }

  private Optional<String> batch(List<Statement> right, Proof proof) {
    List<Statement> wrong = tampered(right, 0, 0);
    BitSet found =
        verifier.invalid(
            List.of(right, wrong, right, right), List.of(proof, proof, proof, bent(proof, 0)));
    BitSet expected = new BitSet();
    expected.set(1);
    expected.set(3);
    return found.equals(expected)
        ? Optional.empty()
        : Optional.of(
            "of four proofs verified together, %s are said to be wrong; those are %s"
                .formatted(found, expected));
  }

  private static List<Statement> tampered(List<Statement> right, int index, int signal) {
    Statement statement = right.get(index);
    List<BigInteger> signals = new ArrayList<>(statement.publicSignals());
    signals.set(signal, signals.get(signal).xor(BigInteger.ONE));
    List<Statement> tampered = new ArrayList<>(right);
    tampered.set(index, new Statement(statement.circuitId(), signals));
    return tampered;
  }

  private static Proof bent(Proof proof, int part) {
    List<byte[]> parts = proof.parts();
    List<byte[]> bent = new ArrayList<>(parts);
    byte[] bytes = parts.get(part);
    bytes[bytes.length / 2] ^= 1;
    bent.set(part, bytes);
    return new Proof(bent);
  }
}
