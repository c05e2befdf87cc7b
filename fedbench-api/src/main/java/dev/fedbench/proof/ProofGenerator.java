package dev.fedbench.proof;

/** Proves claims. Thread-safe; works on the calling thread. */
@FunctionalInterface
public interface ProofGenerator {

  /**
   * Proves a claim.
   *
   * @throws ProofException if it is false, or cannot be proved here
   * @throws InterruptedException if the thread was interrupted between two parts
   */
  Proof prove(Claim claim, ProofListener listener) throws ProofException, InterruptedException;
}
