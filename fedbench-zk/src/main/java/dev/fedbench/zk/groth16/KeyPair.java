package dev.fedbench.zk.groth16;

import java.security.SecureRandom;
import java.util.concurrent.Executor;

/**
 * Keys without their constraint system, but for what a prover needs of it. Immutable and
 * thread-safe.
 */
public record KeyPair(Factors factors, ProvingKey provingKey, VerificationKey verificationKey) {

  /**
   * A fresh proof, on the calling thread. Of a witness that does not fulfil the system, or with
   * keys that do not belong together, it is one that does not verify: who did not check the witness
   * against the system must verify the proof before anyone gets it.
   *
   * @param witness an element a variable, the constant 1 first
   * @param random blinds the proof; must be unpredictable
   */
  public Proof prove(long[] witness, SecureRandom random) {
    return prove(witness, random, Runnable::run);
  }

  /**
   * The same, with some of the work given to a helper: about a third.
   *
   * @param helper must not wait for the calling thread
   */
  public Proof prove(long[] witness, SecureRandom random, Executor helper) {
    return new Prover(factors, provingKey, witness).prove(random, helper);
  }
}
