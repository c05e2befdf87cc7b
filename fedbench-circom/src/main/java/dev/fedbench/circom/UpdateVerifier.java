package dev.fedbench.circom;

import dev.fedbench.proof.Proof;
import dev.fedbench.proof.ProofVerifier;
import dev.fedbench.proof.Statement;
import dev.fedbench.zk.circom.CircomVerifier;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Verifies proofs of a circuit of the user's own: one part, one statement. */
record UpdateVerifier(String circuitId, CircomVerifier verifier, SecureRandom random)
    implements ProofVerifier {

  private boolean fits(List<Statement> statements, Proof proof) {
    return statements.size() == 1
        && proof.parts().size() == 1
        && statements.get(0).circuitId().equals(circuitId);
  }

  @Override
  public boolean verify(List<Statement> statements, Proof proof) {
    return fits(statements, proof)
        && verifier.verify(statements.get(0).publicSignals(), proof.parts().get(0));
  }

  /** What the public signals say of an update's size, only the circuit's author knows. */
  @Override
  public boolean verifyWhole(long values, List<Statement> statements, Proof proof) {
    return verify(statements, proof);
  }

  @Override
  public boolean verifyAll(List<List<Statement>> statements, List<Proof> proofs) {
    return statements.size() == proofs.size() && invalid(statements, proofs).isEmpty();
  }

  @Override
  public BitSet invalid(List<List<Statement>> statements, List<Proof> proofs) {
    ProofVerifier.expectAsMany(statements, proofs);
    BitSet invalid = new BitSet();
    List<Integer> places = new ArrayList<>();
    List<List<BigInteger>> signals = new ArrayList<>();
    List<byte[]> parts = new ArrayList<>();
    for (int i = 0; i < proofs.size(); i++) {
      boolean fits = fits(statements.get(i), proofs.get(i));
      invalid.set(i, !fits);
      if (fits) {
        places.add(i);
        signals.add(statements.get(i).get(0).publicSignals());
        parts.add(proofs.get(i).parts().get(0));
      }
    }
    verifier.invalid(signals, parts, random).stream().map(places::get).forEach(invalid::set);
    return invalid;
  }
}
