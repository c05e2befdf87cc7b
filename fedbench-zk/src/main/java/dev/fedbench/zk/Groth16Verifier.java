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
import java.util.BitSet;
import java.util.Collections;
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
    Parts parts = new Parts();
    for (int i = 0; i < proofs.size(); i++) {
      if (!parts.add(i, statements.get(i), proofs.get(i))) {
        return false;
      }
    }
    return parts.proofs.size() == 1
        ? verifier.verify(parts.publics.get(0), parts.proofs.get(0))
        : verifier.verifyAll(parts.publics, parts.proofs, random);
  }

  @Override
  public BitSet invalid(List<List<Statement>> statements, List<Proof> proofs) {
    ProofVerifier.expectAsMany(statements, proofs);
    BitSet invalid = new BitSet();
    Parts parts = new Parts();
    for (int i = 0; i < proofs.size(); i++) {
      invalid.set(i, !parts.add(i, statements.get(i), proofs.get(i)));
    }
    verifier.invalid(parts.publics, parts.proofs, random).stream()
        .map(parts.owners::get)
        .forEach(invalid::set);
    return invalid;
  }

  /** The parts of many proofs, with what they are to prove. */
  private final class Parts {
    final List<List<BigInteger>> publics = new ArrayList<>();
    final List<dev.fedbench.zk.groth16.Proof> proofs = new ArrayList<>();
    final List<Integer> owners = new ArrayList<>();

    /**
     * Adds a proof's parts, or none of them if it is malformed: points that are not of their groups
     * are found here, before anything is added up.
     */
    boolean add(int owner, List<Statement> statements, Proof proof) {
      List<byte[]> bytes = proof.parts();
      if (statements.isEmpty() || bytes.size() != statements.size()) {
        return false;
      }
      String circuitId = shape.id();
      List<dev.fedbench.zk.groth16.Proof> decoded = new ArrayList<>();
      for (int i = 0; i < bytes.size(); i++) {
        if (!circuitId.equals(statements.get(i).circuitId())) {
          return false;
        }
        Optional<dev.fedbench.zk.groth16.Proof> part =
            dev.fedbench.zk.groth16.Proof.decode(bytes.get(i));
        if (part.isEmpty()) {
          return false;
        }
        decoded.add(part.get());
      }
      statements.forEach(statement -> publics.add(statement.publicSignals()));
      proofs.addAll(decoded);
      owners.addAll(Collections.nCopies(decoded.size(), owner));
      return true;
    }
  }
}
