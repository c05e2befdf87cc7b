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
import java.util.Iterator;
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
    Parts parts = new Parts(statements, proofs);
    if (!parts.malformed.isEmpty()) {
      return false;
    }
    return parts.proofs.size() == 1
        ? verifier.verify(parts.publics.get(0), parts.proofs.get(0))
        : verifier.verifyAll(parts.publics, parts.proofs, random);
  }

  @Override
  public BitSet invalid(List<List<Statement>> statements, List<Proof> proofs) {
    ProofVerifier.expectAsMany(statements, proofs);
    Parts parts = new Parts(statements, proofs);
    BitSet invalid = parts.malformed;
    verifier.invalid(parts.publics, parts.proofs, random).stream()
        .map(parts.owners::get)
        .forEach(invalid::set);
    return invalid;
  }

  /** The parts of many proofs, with what they are to prove; none of a proof that is malformed. */
  private final class Parts {
    final List<List<BigInteger>> publics = new ArrayList<>();
    final List<dev.fedbench.zk.groth16.Proof> proofs = new ArrayList<>();
    final List<Integer> owners = new ArrayList<>();
    final BitSet malformed = new BitSet();

    /** Points that are not of their groups are found here, before anything is added up. */
    Parts(List<List<Statement>> statements, List<Proof> all) {
      List<byte[]> bytes = new ArrayList<>();
      for (int i = 0; i < all.size(); i++) {
        if (fits(statements.get(i), all.get(i))) {
          bytes.addAll(all.get(i).parts());
        } else {
          malformed.set(i);
        }
      }
      Iterator<Optional<dev.fedbench.zk.groth16.Proof>> decoded =
          dev.fedbench.zk.groth16.Proof.decodeAll(bytes).iterator();
      for (int i = 0; i < all.size(); i++) {
        if (!malformed.get(i)) {
          List<dev.fedbench.zk.groth16.Proof> parts = new ArrayList<>();
          statements.get(i).forEach(each -> decoded.next().ifPresent(parts::add));
          add(i, statements.get(i), parts);
        }
      }
    }

    private boolean fits(List<Statement> statements, Proof proof) {
      String circuitId = shape.id();
      return !statements.isEmpty()
          && proof.parts().size() == statements.size()
          && statements.stream().allMatch(each -> circuitId.equals(each.circuitId()));
    }

    private void add(
        int owner, List<Statement> statements, List<dev.fedbench.zk.groth16.Proof> parts) {
      if (parts.size() < statements.size()) {
        malformed.set(owner);
        return;
      }
      statements.forEach(statement -> publics.add(statement.publicSignals()));
      proofs.addAll(parts);
      owners.addAll(Collections.nCopies(parts.size(), owner));
    }
  }
}
