package dev.fedbench.zk.circom;

import dev.fedbench.zk.circuit.Assignment;
import dev.fedbench.zk.circuit.Kind;
import dev.fedbench.zk.circuit.Shape;
import dev.fedbench.zk.circuit.UpdateCircuit;
import dev.fedbench.zk.groth16.Groth16;
import dev.fedbench.zk.groth16.Proof;
import dev.fedbench.zk.groth16.Setup;
import dev.fedbench.zk.groth16.VerificationKey;
import dev.fedbench.zk.groth16.Verifier;
import dev.fedbench.zk.r1cs.R1cs;
import dev.fedbench.zk.snarkjs.NotAPointException;
import dev.fedbench.zk.snarkjs.SnarkjsFormatException;
import dev.fedbench.zk.snarkjs.SnarkjsJson;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Groth16 from file to file, with those of circom and snarkjs. Files that are read are taken to be
 * hostile; files that are written are there as a whole or not at all. Thread-safe.
 *
 * <p>Every method throws a {@link CircomFileException} if a file cannot be read as what it should
 * be, and another {@link IOException} if one cannot be written or the thread is interrupted.
 */
public final class CircomFiles {

  private final SecureRandom random;

  /**
   * @param random makes trapdoors and blinds proofs; must be unpredictable
   */
  public CircomFiles(SecureRandom random) {
    this.random = random;
  }

  /**
   * Makes keys of a constraint system. Whoever runs this could forge proofs: the keys are for
   * measuring, not for trust. The trapdoor is written nowhere.
   */
  public void setup(Path r1cs, Path zkey, Path verificationKey) throws IOException {
    R1cs system;
    try (Source source = Source.open(r1cs)) {
      system = R1csFile.read(source);
    }
    Groth16 keys = Setup.run(system, random);
    AtomicOutput.write(zkey, out -> ZkeyWriter.write(keys.keyPair(), out));
    AtomicOutput.write(verificationKey, SnarkjsJson.write(keys.verificationKey()));
  }

  /**
   * Proves, with a thread beside the calling one, verifies the proof, and writes it and the public
   * signals.
   *
   * @throws CircomFileException also if the witness does not fulfil the circuit
   */
  public void prove(Path zkey, Path wtns, Path proof, Path publics) throws IOException {
    CircomKey key = CircomKey.read(zkey, random);
    ExecutorService helper =
        Executors.newSingleThreadExecutor(work -> new Thread(work, "fedbench-prove"));
    CircomProof made;
    try {
      made = key.prove(wtns, helper);
    } finally {
      helper.shutdownNow();
    }
    AtomicOutput.write(proof, made.proofJson());
    AtomicOutput.write(publics, made.publicJson());
  }

  /**
   * Whether a proof is valid. Points that are none, and signals that are too many, too few or not
   * below r, make it invalid; what is no proof, no list of signals or no key is unreadable.
   */
  public boolean verify(Path verificationKey, Path publics, Path proof) throws IOException {
    VerificationKey key = json(verificationKey, SnarkjsJson::readVerificationKey);
    List<BigInteger> signals = json(publics, SnarkjsJson::readPublics);
    try {
      Proof read = SnarkjsJson.readProof(TextFile.read(proof));
      return new Verifier(key).verify(signals, read);
    } catch (NotAPointException e) {
      return false;
    } catch (SnarkjsFormatException e) {
      throw unreadable(proof, e);
    }
  }

  private interface Parser<T> {
    T parse(String json) throws SnarkjsFormatException;
  }

  private static <T> T json(Path file, Parser<T> parser) throws IOException {
    String text = TextFile.read(file);
    try {
      return parser.parse(text);
    } catch (SnarkjsFormatException e) {
      throw unreadable(file, e);
    }
  }

  private static CircomFileException unreadable(Path file, SnarkjsFormatException e) {
    return CircomFileException.of(file.toString(), e.getMessage(), e);
  }

  /**
   * The bytes of a {@code .wtns} file.
   *
   * @param values all wires' values, the constant 1 first: 32 bytes each, the lowest first
   * @throws IllegalArgumentException if one is not below r
   */
  public static byte[] wtns(byte[] values) {
    return WtnsFile.bytes(values);
  }

  /**
   * Writes the constraint system of one of our circuits (docs/statement.md).
   *
   * @param kind {@code standard} or {@code secure}
   * @param size values of an update
   * @param bits of a value, its sign included
   * @throws IllegalArgumentException if there is no such circuit
   */
  public CircuitSummary circuit(String kind, int size, int bits, Path r1cs) throws IOException {
    UpdateCircuit circuit = new UpdateCircuit(shape(kind, size, bits));
    return write(circuit, circuit.constraints(), r1cs);
  }

  /**
   * The same, and the witness of an update as well.
   *
   * @param input the update (docs/circom.md)
   * @throws CircomFileException also if the update does not keep to its bounds
   */
  public CircuitSummary circuit(String kind, int size, int bits, Path r1cs, Path input, Path wtns)
      throws IOException {
    UpdateCircuit circuit = new UpdateCircuit(shape(kind, size, bits));
    Assignment assignment = UpdateInput.read(input, circuit.shape(), random);
    R1cs system = circuit.constraints();
    long[] witness = circuit.witness(assignment, system.variables());
    OptionalInt violated = system.violated(witness);
    if (violated.isPresent()) {
      throw CircomFileException.of(
          input.toString(),
          "the update does not keep what %s asks: it violates constraint %d"
              .formatted(circuit.shape().id(), violated.getAsInt()));
    }
    CircuitSummary summary = write(circuit, system, r1cs);
    AtomicOutput.write(wtns, out -> WtnsFile.write(witness, out));
    return summary;
  }

  private static Shape shape(String kind, int size, int bits) {
    for (Kind known : Kind.values()) {
      if (known.name().toLowerCase(Locale.ROOT).equals(kind)) {
        return new Shape(known, size, bits, false);
      }
    }
    throw new IllegalArgumentException(
        "a circuit of kind '%s'; expected standard or secure".formatted(kind));
  }

  private static CircuitSummary write(UpdateCircuit circuit, R1cs system, Path r1cs)
      throws IOException {
    AtomicOutput.write(r1cs, out -> R1csFile.write(system, out));
    return new CircuitSummary(
        circuit.shape().id(), system.constraints(), system.variables(), system.publics());
  }

  /**
   * Times proofs of one witness: the first of all, then, after some seconds of warming up, as many
   * as asked.
   *
   * @param runs at least 1
   * @param threads proofs at a time, each on one thread; at least 1
   * @throws InterruptedException if the calling thread is interrupted; then no thread is left
   */
  public ProvingTimes bench(Path zkey, Path wtns, int runs, int threads)
      throws IOException, InterruptedException {
    try {
      return ProvingBenchmark.run(zkey, wtns, runs, threads, ProvingBenchmark.WARM_UP, random);
    } catch (ClosedByInterruptException e) {
      throw new InterruptedException("interrupted while reading");
    }
  }
}
