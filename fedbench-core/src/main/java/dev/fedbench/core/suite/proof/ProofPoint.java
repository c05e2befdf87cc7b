package dev.fedbench.core.suite.proof;

import dev.fedbench.proof.CircuitSpec;
import dev.fedbench.proof.ProofKind;
import dev.fedbench.proof.ProofPolicy;
import java.util.Locale;

/** A kind of proof, of updates of one size. */
record ProofPoint(ProofKind kind, int size, int bits) {

  String word() {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  CircuitSpec spec() {
    return new CircuitSpec(kind, size, bits);
  }

  ProofPolicy policy() {
    return ProofPolicy.standard().kind(kind).bits(bits);
  }
}
