package dev.fedbench.core.suite.proof;

import dev.fedbench.proof.Circuit;
import dev.fedbench.proof.CircuitSpec;
import dev.fedbench.proof.Keys;
import dev.fedbench.proof.Proof;
import dev.fedbench.proof.ProofException;
import dev.fedbench.proof.ProofGenerator;
import dev.fedbench.proof.ProofSystem;
import dev.fedbench.proof.ProofVerifier;
import dev.fedbench.proof.Statement;
import dev.fedbench.spi.Extensions;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.BitSet;
import java.util.List;

/** The real proof system with a verifier that a test spoils. */
record LenientSystem(Spoiling spoiling) implements ProofSystem {

  /** What the spoilt verifier says, given what the right one would. */
  interface Spoiling {
    boolean verify(ProofVerifier right, List<Statement> statements, Proof proof);

    default BitSet invalid(
        ProofVerifier right, List<List<Statement>> statements, List<Proof> proofs) {
      BitSet invalid = new BitSet();
      for (int i = 0; i < proofs.size(); i++) {
        invalid.set(i, !verify(right, statements.get(i), proofs.get(i)));
      }
      return invalid;
    }
  }

  private static final ProofSystem RIGHT =
      Extensions.of(ProofSystem.class).find("groth16").orElseThrow();

  private record Spoilt(ProofVerifier right, Spoiling spoiling) implements ProofVerifier {
    @Override
    public boolean verify(List<Statement> statements, Proof proof) {
      return spoiling.verify(right, statements, proof);
    }

    @Override
    public boolean verifyWhole(long values, List<Statement> statements, Proof proof) {
      return verify(statements, proof);
    }

    @Override
    public BitSet invalid(List<List<Statement>> statements, List<Proof> proofs) {
      return spoiling.invalid(right, statements, proofs);
    }
  }

  private record SpoiltKeys(Keys right, Spoiling spoiling) implements Keys {
    @Override
    public String id() {
      return right.id();
    }

    @Override
    public Circuit circuit() {
      return right.circuit();
    }

    @Override
    public ProofGenerator generator() {
      return right.generator();
    }

    @Override
    public ProofVerifier verifier() {
      return new Spoilt(right.verifier(), spoiling);
    }

    @Override
    public String verificationKeyJson() {
      return right.verificationKeyJson();
    }

    @Override
    public void write(OutputStream out) throws IOException {
      right.write(out);
    }
  }

  @Override
  public String name() {
    return "lenient";
  }

  @Override
  public Circuit circuit(CircuitSpec spec) {
    return RIGHT.circuit(spec);
  }

  @Override
  public Keys setup(Circuit circuit) throws ProofException {
    return new SpoiltKeys(RIGHT.setup(circuit), spoiling);
  }

  @Override
  public Keys read(Circuit circuit, InputStream in) throws IOException {
    return RIGHT.read(circuit, in);
  }

  @Override
  public ProofVerifier verifier(String circuitId, String json) throws ProofException {
    return RIGHT.verifier(circuitId, json);
  }

  @Override
  public String toJson(byte[] part) throws ProofException {
    return RIGHT.toJson(part);
  }

  @Override
  public byte[] fromJson(String json) throws ProofException {
    return RIGHT.fromJson(json);
  }
}
