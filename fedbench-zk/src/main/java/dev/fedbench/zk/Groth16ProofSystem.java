package dev.fedbench.zk;

import dev.fedbench.proof.Circuit;
import dev.fedbench.proof.CircuitSpec;
import dev.fedbench.proof.Keys;
import dev.fedbench.proof.ProofException;
import dev.fedbench.proof.ProofSystem;
import dev.fedbench.proof.ProofVerifier;
import dev.fedbench.zk.circuit.Kind;
import dev.fedbench.zk.circuit.Shape;
import dev.fedbench.zk.groth16.Groth16;
import dev.fedbench.zk.groth16.Proof;
import dev.fedbench.zk.groth16.Setup;
import dev.fedbench.zk.groth16.VerificationKey;
import dev.fedbench.zk.lanes.Lanes;
import dev.fedbench.zk.r1cs.R1cs;
import dev.fedbench.zk.snarkjs.SnarkjsFormatException;
import dev.fedbench.zk.snarkjs.SnarkjsJson;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;

/**
 * Groth16 over BN254, with the circuits of docs/statement.md. Updates of more values than fit into
 * 2^15 constraints are proved chunk by chunk, under one key.
 */
public final class Groth16ProofSystem implements ProofSystem {

  /** The largest domain: some 1,400 values of 16 bits. Larger ones need memory, not less time. */
  private static final int MOST_CONSTRAINTS = 1 << 15;

  /** Ours have at most 6 points; snarkjs writes some 4,000 characters for that many. */
  private static final int MOST_KEY_JSON = 64 * 1024;

  private static final int MOST_ECHO = 40;

  private final SecureRandom random = new SecureRandom();

  /** Found as a service. */
  public Groth16ProofSystem() {}

  @Override
  public String name() {
    return "groth16";
  }

  @Override
  public Optional<String> arithmetic() {
    return Optional.of(Lanes.name());
  }

  @Override
  public Circuit circuit(CircuitSpec spec) {
    Kind kind =
        switch (spec.kind()) {
          case STANDARD -> Kind.STANDARD;
          case SECURE -> Kind.SECURE;
        };
    return new Groth16Circuit(
        spec, Shape.fitting(kind, spec.values(), spec.bits(), MOST_CONSTRAINTS));
  }

  @Override
  public Keys setup(Circuit circuit) {
    Groth16Circuit ours = ours(circuit);
    return new Groth16Keys(ours, Setup.run(ours.circuit().constraints(), random), random);
  }

  @Override
  public Keys read(Circuit circuit, InputStream in) throws IOException {
    Groth16Circuit ours = ours(circuit);
    String id = new DataInputStream(in).readUTF();
    if (!id.equals(ours.id())) {
      throw new IOException("keys of circuit %s; expected %s".formatted(start(id), ours.id()));
    }
    R1cs system = ours.circuit().constraints();
    if (!Arrays.equals(in.readNBytes(Fingerprint.BYTES), Fingerprint.of(system))) {
      throw new IOException(
          "keys of circuit %s as another release has it; set it up anew".formatted(id));
    }
    return new Groth16Keys(ours, Groth16.read(system, in), random);
  }

  @Override
  public ProofVerifier verifier(String circuitId, String verificationKeyJson)
      throws ProofException {
    Shape shape =
        Shape.parse(circuitId)
            .orElseThrow(
                () ->
                    new ProofException(
                        "'%s' is no circuit of groth16; expected the likes of secure-11-16"
                            .formatted(start(circuitId))));
    if (verificationKeyJson.length() > MOST_KEY_JSON) {
      throw new ProofException(
          "the verification key: %d characters; expected at most %d"
              .formatted(verificationKeyJson.length(), MOST_KEY_JSON));
    }
    VerificationKey key;
    try {
      key = SnarkjsJson.readVerificationKey(verificationKeyJson);
    } catch (SnarkjsFormatException e) {
      throw new ProofException("the verification key: " + e.getMessage(), e);
    }
    if (key.publics() != shape.publics()) {
      throw new ProofException(
          "the verification key has %d public signals; %s has %d"
              .formatted(key.publics(), circuitId, shape.publics()));
    }
    return new Groth16Verifier(shape, key, random);
  }

  @Override
  public String toJson(byte[] part) throws ProofException {
    return SnarkjsJson.write(
        Proof.decode(part).orElseThrow(() -> new ProofException("these bytes are no proof")));
  }

  @Override
  public byte[] fromJson(String json) throws ProofException {
    try {
      Proof proof = SnarkjsJson.readProof(json);
      if (proof.a().isInfinity() || proof.b().isInfinity() || proof.c().isInfinity()) {
        throw new ProofException("the proof: a point at infinity, which proves nothing");
      }
      return proof.encode();
    } catch (SnarkjsFormatException e) {
      throw new ProofException("the proof: " + e.getMessage(), e);
    }
  }

  /** Of a stranger's word, enough to recognise it by, without what a terminal would obey. */
  private static String start(String text) {
    String start = text.substring(0, Math.min(text.length(), MOST_ECHO));
    return start.replaceAll("\\P{Print}", "?");
  }

  private static Groth16Circuit ours(Circuit circuit) {
    if (circuit instanceof Groth16Circuit ours) {
      return ours;
    }
    throw new IllegalArgumentException(
        "%s is a circuit of another proof system".formatted(circuit.id()));
  }
}
