package dev.fedbench.zk.circom;

import dev.fedbench.zk.field.PrimeField;
import dev.fedbench.zk.groth16.KeyPair;
import dev.fedbench.zk.groth16.Proof;
import dev.fedbench.zk.groth16.Verifier;
import dev.fedbench.zk.snarkjs.SnarkjsJson;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@code .zkey} that was read once, for as many proofs as wanted, on as many threads. Immutable
 * and thread-safe.
 */
public final class CircomKey {

  private static final PrimeField FIELD = PrimeField.SCALAR;

  private final String name;
  private final KeyPair keys;
  private final Verifier verifier;
  private final SecureRandom random;

  private CircomKey(String name, KeyPair keys, SecureRandom random) {
    this.name = name;
    this.keys = keys;
    this.verifier = new Verifier(keys.verificationKey());
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

  /** {@code verification_key.json}. */
  public String verificationKeyJson() {
    return SnarkjsJson.write(keys.verificationKey());
  }

  /**
   * Proves, on the calling thread, and verifies what came out.
   *
   * @throws CircomFileException if the file is no witness of this circuit, or does not fulfil it
   */
  public CircomProof prove(Path wtns) throws IOException {
    try (Source source = Source.open(wtns)) {
      return prove(source);
    }
  }

  /**
   * The same, of a witness in memory.
   *
   * @param wtns the bytes of a {@code .wtns} file
   */
  public CircomProof prove(byte[] wtns) throws CircomFileException {
    try {
      return prove(Source.of("witness", wtns));
    } catch (CircomFileException e) {
      throw e;
    } catch (IOException e) {
      throw new IllegalStateException("nothing was read from a file", e);
    }
  }

  private CircomProof prove(Source wtns) throws IOException {
    long[] witness = witness(wtns);
    List<BigInteger> signals = publics(witness);
    Proof proof = proveUnverified(witness);
    if (!verifies(proof, signals)) {
      throw unfulfilled(wtns.name());
    }
    return new CircomProof(SnarkjsJson.write(proof), SnarkjsJson.write(signals));
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
    return Proof.decode(proof.encode()).filter(read -> verifier.verify(signals, read)).isPresent();
  }
}
