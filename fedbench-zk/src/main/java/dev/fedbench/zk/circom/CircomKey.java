package dev.fedbench.zk.circom;

import dev.fedbench.zk.field.PrimeField;
import dev.fedbench.zk.groth16.Factors;
import dev.fedbench.zk.groth16.KeyPair;
import dev.fedbench.zk.groth16.Proof;
import dev.fedbench.zk.r1cs.Matrix;
import dev.fedbench.zk.snarkjs.SnarkjsJson;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * A {@code .zkey} that was read once, for as many proofs as wanted, on as many threads. Immutable
 * and thread-safe.
 */
public final class CircomKey {

  private static final PrimeField FIELD = PrimeField.SCALAR;

  private final String name;
  private final KeyPair keys;
  private final CircomVerifier verifier;
  private final SecureRandom random;

  private CircomKey(String name, KeyPair keys, SecureRandom random) {
    this.name = name;
    this.keys = keys;
    this.verifier = new CircomVerifier(keys.verificationKey());
    this.random = random;
  }

  /**
   * Reads a key.
   *
   * @param random blinds proofs, and tests points; must be unpredictable
   * @throws CircomFileException if the file is none, or holds what is no point of its group
   */
  public static CircomKey read(Path zkey, SecureRandom random) throws IOException {
    try (Source source = Source.open(zkey)) {
      return read(source, random);
    }
  }

  /**
   * Reads a key that is in memory.
   *
   * @param name what messages call it
   * @param zkey the bytes of a {@code .zkey} file
   */
  public static CircomKey read(String name, byte[] zkey, SecureRandom random)
      throws CircomFileException {
    return inMemory(() -> read(Source.of(name, zkey), random));
  }

  private interface Reading<T> {
    T read() throws IOException;
  }

  private static <T> T inMemory(Reading<T> reading) throws CircomFileException {
    try {
      return reading.read();
    } catch (CircomFileException e) {
      throw e;
    } catch (IOException e) {
      throw new IllegalStateException("nothing was read from a file", e);
    }
  }

  static CircomKey read(Source zkey, SecureRandom random) throws IOException {
    return new CircomKey(zkey.name(), ZkeyReader.read(zkey, random), random);
  }

  /** How many values a witness has. */
  public int variables() {
    return keys.factors().variables();
  }

  /** How many of them are public, the constant 1 not counted. */
  public int publics() {
    return keys.verificationKey().publics();
  }

  /** How many constraints the circuit has: rows of A, those that bind the signals left out. */
  public int constraints() {
    Factors factors = keys.factors();
    int rows = Math.max(lastRow(factors.a()), lastRow(factors.b()));
    return Math.max(0, rows + factors.bound() - publics() - 1);
  }

  private static int lastRow(Matrix matrix) {
    int rows = matrix.rows();
    while (rows > 0 && matrix.first(rows - 1) == matrix.end(rows - 1)) {
      rows--;
    }
    return rows;
  }

  /** Verifies what this proves. */
  public CircomVerifier verifier() {
    return verifier;
  }

  /** Writes the key, as a {@code .zkey} without the story of its ceremony. */
  public void write(OutputStream out) throws IOException {
    ZkeyWriter.write(keys, out);
  }

  /**
   * Proves, on the calling thread, and verifies what came out.
   *
   * @throws CircomFileException if the file is no witness of this circuit, or does not fulfil it
   */
  public CircomProof prove(Path wtns) throws IOException {
    try (Source source = Source.open(wtns)) {
      return prove(source, Runnable::run);
    }
  }

  /**
   * The same, with some of the work given to a helper: for a single large proof. Many proofs are
   * made faster one a thread.
   */
  public CircomProof prove(Path wtns, Executor helper) throws IOException {
    try (Source source = Source.open(wtns)) {
      return prove(source, helper);
    }
  }

  /**
   * The same, of a witness in memory.
   *
   * @param wtns the bytes of a {@code .wtns} file
   */
  public CircomProof prove(byte[] wtns) throws CircomFileException {
    return inMemory(() -> prove(Source.of("witness", wtns), Runnable::run));
  }

  /**
   * The same, in the form that {@link CircomVerifier} takes.
   *
   * @param wtns the bytes of a {@code .wtns} file
   */
  public byte[] proveEncoded(byte[] wtns) throws CircomFileException {
    return inMemory(() -> verified(Source.of("witness", wtns), Runnable::run).proof.encode());
  }

  private CircomProof prove(Source wtns, Executor helper) throws IOException {
    Verified verified = verified(wtns, helper);
    return new CircomProof(SnarkjsJson.write(verified.proof), SnarkjsJson.write(verified.signals));
  }

  private record Verified(Proof proof, List<BigInteger> signals) {}

  private Verified verified(Source wtns, Executor helper) throws IOException {
    long[] witness = witness(wtns);
    List<BigInteger> signals = publics(witness);
    Proof proof = keys.prove(witness, random, helper);
    if (!verifies(proof, signals)) {
      throw unfulfilled(wtns.name());
    }
    return new Verified(proof, signals);
  }

  CircomFileException unfulfilled(String wtns) {
    return CircomFileException.of(
        wtns,
        ("not a witness of the circuit of '%s', for its proof does not verify: a value is wrong,"
                + " or the key's parts do not belong together; check the witness against the"
                + " constraints")
            .formatted(name));
  }

  long[] witness(Source wtns) throws IOException {
    return WtnsFile.read(wtns, variables());
  }

  List<BigInteger> publics(long[] witness) {
    List<BigInteger> signals = new ArrayList<>();
    for (int i = 1; i <= publics(); i++) {
      signals.add(FIELD.number(witness, i * FIELD.width()));
    }
    return signals;
  }

  /** Must be verified before anyone gets it: of a wrong witness there is a wrong proof. */
  Proof proveUnverified(long[] witness) {
    return keys.prove(witness, random);
  }

  /** Checked as if it came from a stranger, for the key did. */
  boolean verifies(Proof proof, List<BigInteger> signals) {
    return verifier.verify(signals, proof.encode());
  }
}
