package dev.fedbench.circom;

import dev.fedbench.proof.ProofSystem;
import dev.fedbench.zk.circom.CircomKey;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * A circuit of the user's own: what circom compiled, and the key that snarkjs or {@code zk setup}
 * made for it. Immutable and thread-safe.
 */
public final class CircomCircuit {

  /** Of the hash of the program, in hexadecimal: enough to tell circuits apart. */
  private static final int ID_DIGITS = 32;

  private final String id;
  private final CircomProgram program;
  private final CircomKey key;
  private final InputEncoder encoder;
  private final SecureRandom random;

  private CircomCircuit(
      String id, CircomProgram program, CircomKey key, InputEncoder encoder, SecureRandom random) {
    this.id = id;
    this.program = program;
    this.key = key;
    this.encoder = encoder;
    this.random = random;
  }

  /**
   * Reads and compiles, with the usual limits.
   *
   * @param wasm {@code name_js/name.wasm}, as circom writes it
   * @param zkey of the same circuit
   * @throws dev.fedbench.zk.circom.CircomFileException if a file is not what it should be
   */
  public static CircomCircuit of(Path wasm, Path zkey, InputEncoder encoder) throws IOException {
    return of(wasm, zkey, encoder, WasmLimits.DEFAULTS);
  }

  /**
   * Reads and compiles.
   *
   * @throws dev.fedbench.zk.circom.CircomFileException if a file is not what it should be
   */
  public static CircomCircuit of(Path wasm, Path zkey, InputEncoder encoder, WasmLimits limits)
      throws IOException {
    SecureRandom random = new SecureRandom();
    byte[] module = CircomProgram.bytes(wasm);
    return new CircomCircuit(
        "circom-" + hash(module).substring(0, ID_DIGITS),
        CircomProgram.of(wasm.toString(), module, limits),
        CircomKey.read(zkey, random),
        encoder,
        random);
  }

  private static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The same circuit under another key. */
  CircomCircuit under(CircomKey other) {
    return new CircomCircuit(id, program, other, encoder, random);
  }

  /** Names the circuit by the hash of its program. */
  public String id() {
    return id;
  }

  /** The program: witnesses of any inputs. */
  public CircomProgram program() {
    return program;
  }

  /** The key: proofs of any witness. */
  public CircomKey key() {
    return key;
  }

  InputEncoder encoder() {
    return encoder;
  }

  SecureRandom random() {
    return random;
  }

  /**
   * This circuit as a run's proof system: {@code builder.proofSystem(circuit.proofSystem())}. Keys
   * are the ones of the file, none are ever set up; whether they come from an honest ceremony, the
   * file does not tell.
   */
  public ProofSystem proofSystem() {
    return new CircomProofSystem(this);
  }

  /**
   * The bytes of the {@code .wtns} file that snarkjs would write.
   *
   * @throws WitnessException if the circuit refuses the inputs, or takes more than it may
   * @throws InterruptedException if the calling thread is interrupted
   */
  public byte[] witness(Map<String, List<BigInteger>> inputs)
      throws WitnessException, InterruptedException {
    return program.wtns(inputs);
  }
}
