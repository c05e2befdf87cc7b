package dev.fedbench.proof;

/** Proves claims. Thread-safe; works on the calling thread. */
@FunctionalInterface
public interface ProofGenerator {

  /**
   * Proves a claim.
   *
   * @param listener is told what it took and where it was done, as far as the generator knows
   * @throws ProofException if it is false, or cannot be proved here
   * @throws InterruptedException if the thread was interrupted between two parts
   */
  Proof prove(Claim claim, ProofListener listener) throws ProofException, InterruptedException;

  /**
   * Proves a claim, and tells nobody.
   *
   * @throws ProofException if it is false, or cannot be proved here
   * @throws InterruptedException if the thread was interrupted between two parts
   */
  default Proof prove(Claim claim) throws ProofException, InterruptedException {
    return prove(claim, ProofListener.NONE);
  }
}
