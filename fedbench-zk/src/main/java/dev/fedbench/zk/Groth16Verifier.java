package dev.fedbench.zk;

import dev.fedbench.proof.Proof;
import dev.fedbench.proof.ProofVerifier;
import dev.fedbench.proof.Statement;
import dev.fedbench.zk.circuit.Shape;
import dev.fedbench.zk.circuit.WholeUpdate;
import dev.fedbench.zk.groth16.VerificationKey;
import dev.fedbench.zk.groth16.Verifier;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Verifies proofs of one circuit. */
final class Groth16Verifier implements ProofVerifier {

  private final Shape shape;
  private final Verifier verifier;
  private final SecureRandom random;

  Groth16Verifier(Shape shape, VerificationKey key, SecureRandom random) {
    this.shape = shape;
    this.verifier = new Verifier(key);
    this.random = random;
  }

  @Override
  public boolean verify(List<Statement> statements, Proof proof) {
    return verifyAll(List.of(statements), List.of(proof));
  }

  @Override
  public boolean verifyWhole(long values, List<Statement> statements, Proof proof) {
    List<List<BigInteger>> publics = statements.stream().map(Statement::publicSignals).toList();
    return WholeUpdate.of(shape, values, publics) && verify(statements, proof);
  }

  /** All parts of all proofs together, if there is more than one. */
  @Override
  public boolean verifyAll(List<List<Statement>> statements, List<Proof> proofs) {
    if (statements.size() != proofs.size()) {
      return false;
    }
    List<List<BigInteger>> publics = new ArrayList<>();
    List<dev.fedbench.zk.groth16.Proof> parts = new ArrayList<>();
    for (int i = 0; i < proofs.size(); i++) {
      if (!collect(statements.get(i), proofs.get(i), publics, parts)) {
        return false;
      }
    }
    return parts.size() == 1
        ? verifier.verify(publics.get(0), parts.get(0))
        : verifier.verifyAll(publics, parts, random);
  }

  private boolean collect(
      List<Statement> statements,
      Proof proof,
      List<List<BigInteger>> publics,
      List<dev.fedbench.zk.groth16.Proof> parts) {
    List<byte[]> bytes = proof.parts();
    if (statements.isEmpty() || bytes.size() != statements.size()) {
      return false;
    }
    String circuitId = shape.id();
    for (int i = 0; i < bytes.size(); i++) {
      if (!circuitId.equals(statements.get(i).circuitId())) {
        return false;
      }
      Optional<dev.fedbench.zk.groth16.Proof> part =
          dev.fedbench.zk.groth16.Proof.decode(bytes.get(i));
      if (part.isEmpty()) {
        return false;
      }
      publics.add(statements.get(i).publicSignals());
      parts.add(part.get());
    }
    return true;
  }
}
