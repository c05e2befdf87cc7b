package dev.fedbench.circom;

import dev.fedbench.proof.Circuit;
import dev.fedbench.proof.CircuitSpec;
import dev.fedbench.proof.Keys;
import dev.fedbench.proof.ProofException;
import dev.fedbench.proof.ProofSystem;
import dev.fedbench.proof.ProofVerifier;
import dev.fedbench.zk.Groth16ProofSystem;
import dev.fedbench.zk.circom.CircomFileException;
import dev.fedbench.zk.circom.CircomKey;
import dev.fedbench.zk.circom.CircomVerifier;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;

/** Groth16 with a circuit of the user's own. */
final class CircomProofSystem implements ProofSystem {

  static final String NAME = "circom";

  private static final int PIECE_BYTES = 1 << 16;

  /** As large as an array; larger keys come from files. */
  private static final int MOST_KEY_BYTES = 1 << 30;

  private final CircomCircuit circuit;
  private final ProofSystem groth16 = new Groth16ProofSystem();

  CircomProofSystem(CircomCircuit circuit) {
    this.circuit = circuit;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Circuit circuit(CircuitSpec spec) {
    return new UpdateCircuit(circuit, spec);
  }

  /** Those of the file. */
  @Override
  public Keys setup(Circuit of) {
    return new CircomKeys(ours(of));
  }

  @Override
  public Keys read(Circuit of, InputStream in) throws IOException {
    UpdateCircuit ours = ours(of);
    String id = new DataInputStream(in).readUTF();
    if (!id.equals(ours.id())) {
      throw new IOException("keys of another circuit; expected those of %s".formatted(ours.id()));
    }
    CircomKey key = CircomKey.read("key of " + id, bytes(in), new SecureRandom());
    if (key.variables() != circuit.key().variables() || key.publics() != circuit.key().publics()) {
      throw new IOException("keys of another circuit than %s".formatted(id));
    }
    return new CircomKeys(new UpdateCircuit(circuit.under(key), ours.spec()));
  }

  private static byte[] bytes(InputStream in) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] piece = new byte[PIECE_BYTES];
    for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
      if (all.size() + count > MOST_KEY_BYTES) {
        throw new IOException("a key of more than %d bytes".formatted(MOST_KEY_BYTES));
      }
      all.write(piece, 0, count);
    }
    return all.toByteArray();
  }

  @Override
  public ProofVerifier verifier(String circuitId, String verificationKeyJson)
      throws ProofException {
    if (!circuitId.equals(circuit.id())) {
      throw new ProofException(
          "'%.80s' is another circuit; this is %s".formatted(circuitId, circuit.id()));
    }
    try {
      CircomVerifier key = CircomVerifier.of("verification key", verificationKeyJson);
      if (key.publics() != circuit.key().publics()) {
        throw new ProofException(
            "the verification key has %d public signals; %s has %d"
                .formatted(key.publics(), circuitId, circuit.key().publics()));
      }
      return new UpdateVerifier(circuitId, key, circuit.random());
    } catch (CircomFileException e) {
      throw new ProofException(e.getMessage(), e);
    }
  }

  @Override
  public String toJson(byte[] part) throws ProofException {
    return groth16.toJson(part);
  }

  @Override
  public byte[] fromJson(String json) throws ProofException {
    return groth16.fromJson(json);
  }

  private static UpdateCircuit ours(Circuit circuit) {
    if (circuit instanceof UpdateCircuit ours) {
      return ours;
    }
    throw new IllegalArgumentException(
        "%s is a circuit of another proof system".formatted(circuit.id()));
  }
}
