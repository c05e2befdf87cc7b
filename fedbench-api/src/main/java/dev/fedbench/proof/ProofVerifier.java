package dev.fedbench.proof;

import java.util.BitSet;
import java.util.List;

/** Verifies proofs. Thread-safe. */
public interface ProofVerifier {

  /**
   * Whether a proof proves all statements, part by part. False for whatever is malformed, of
   * another circuit, or has not a part for each statement; never an exception.
   */
  boolean verify(List<Statement> statements, Proof proof);

  /**
   * Whether a proof proves statements that came with it: for third parties, who cannot derive them
   * because they have not the update. Beside what {@link #verify} asks, the statements must belong
   * together: a whole update's, in order, with one bound over all. Which update, of which client
   * and run, only who signed the statements can say. Never an exception either.
   *
   * @param values how many the update has, which is how many the model has: public values do not
   *     say it, and without it nobody could tell an update from its beginning
   */
  boolean verifyWhole(long values, List<Statement> statements, Proof proof);

  /**
   * Whether each proof proves the statements at its place. May check them together, which is
   * quicker, with a chance of error below 2^-100.
   */
  default boolean verifyAll(List<List<Statement>> statements, List<Proof> proofs) {
    boolean all = statements.size() == proofs.size();
    for (int i = 0; all && i < proofs.size(); i++) {
      all = verify(statements.get(i), proofs.get(i));
    }
    return all;
  }

  /**
   * The places of the proofs that do not prove the statements at theirs; empty if all do. May check
   * them together, and look closer only if that fails: quicker than one by one as long as few are
   * wrong. A proof that is wrong is missing with a chance below 2^-100, one that is right is never
   * in.
   *
   * @throws IllegalArgumentException if there are not as many of one as of the other
   */
  default BitSet invalid(List<List<Statement>> statements, List<Proof> proofs) {
    expectAsMany(statements, proofs);
    BitSet invalid = new BitSet();
    for (int i = 0; i < proofs.size(); i++) {
      invalid.set(i, !verify(statements.get(i), proofs.get(i)));
    }
    return invalid;
  }

  /**
   * For implementations of {@link #invalid}.
   *
   * @throws IllegalArgumentException if there are not as many of one as of the other
   */
  static void expectAsMany(List<List<Statement>> statements, List<Proof> proofs) {
    if (statements.size() != proofs.size()) {
      throw new IllegalArgumentException(
          "statements of %d proofs; expected as many as there are proofs, %d"
              .formatted(statements.size(), proofs.size()));
    }
  }
}
