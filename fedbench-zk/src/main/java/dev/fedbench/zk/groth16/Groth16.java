package dev.fedbench.zk.groth16;

import dev.fedbench.zk.ntt.Domain;
import dev.fedbench.zk.r1cs.R1cs;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.util.OptionalInt;

/** A constraint system with its keys. Immutable and thread-safe. */
public final class Groth16 {

  private final R1cs system;
  private final ProvingKey provingKey;
  private final VerificationKey verificationKey;

  Groth16(R1cs system, ProvingKey provingKey, VerificationKey verificationKey) {
    this.system = system;
    this.provingKey = provingKey;
    this.verificationKey = verificationKey;
  }

  /**
   * Reads keys of a system that {@link #write} wrote.
   *
   * @throws IOException if they are none; of the proving key only the form is checked
   */
  public static Groth16 read(R1cs system, InputStream in) throws IOException {
    return new KeyCodec().read(system, in);
  }

  /** Writes both keys. */
  public void write(OutputStream out) throws IOException {
    new KeyCodec().write(this, out);
  }

  ProvingKey provingKey() {
    return provingKey;
  }

  /** The keys without the system, as files of other tools hold them. */
  public KeyPair keyPair() {
    return new KeyPair(Factors.of(system), provingKey, verificationKey);
  }

  /** The domain of a system: a point a constraint, and one for the constant and each signal. */
  static Domain domain(R1cs system) {
    return Domain.atLeast(system.constraints() + system.publics() + 1);
  }

  /** The system. */
  public R1cs system() {
    return system;
  }

  /** What others need to verify. */
  public VerificationKey verificationKey() {
    return verificationKey;
  }

  /**
   * A fresh proof that the witness fulfils the system, on the calling thread.
   *
   * @param witness an element a variable, the constant 1 first
   * @param random blinds the proof; must be unpredictable
   * @throws UnsatisfiedException if a constraint is violated
   */
  public Proof prove(long[] witness, SecureRandom random) throws UnsatisfiedException {
    OptionalInt violated = system.violated(witness);
    if (violated.isPresent()) {
      throw new UnsatisfiedException(violated.getAsInt());
    }
    return new Prover(Factors.of(system), provingKey, witness).prove(random, Runnable::run);
  }
}
