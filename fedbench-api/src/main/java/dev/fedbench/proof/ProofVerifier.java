package dev.fedbench.proof;

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
}
