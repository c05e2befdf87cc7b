package dev.fedbench.core.proof;

import dev.fedbench.proof.Bounds;
import dev.fedbench.proof.Circuit;
import dev.fedbench.proof.CircuitSpec;
import dev.fedbench.proof.Claim;
import dev.fedbench.proof.Keys;
import dev.fedbench.proof.ProofGenerator;
import dev.fedbench.proof.ProofSystem;
import dev.fedbench.proof.ProofVerifier;
import dev.fedbench.proof.QuantizedUpdate;
import dev.fedbench.proof.Statement;
import dev.fedbench.proof.UpdateContext;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Proves nothing, but has one circuit, and so the same keys, for updates of all sizes; the real
 * one's of that kind take seconds to make.
 */
final class ChunkSystem implements ProofSystem {

  final AtomicInteger setups = new AtomicInteger();

  @Override
  public String name() {
    return "chunks";
  }

  @Override
  public Circuit circuit(CircuitSpec spec) {
    return new Chunk(spec);
  }

  @Override
  public Keys setup(Circuit circuit) {
    return new ChunkKeys(circuit, "%04x".formatted(setups.incrementAndGet()));
  }

  @Override
  public Keys read(Circuit circuit, InputStream in) throws IOException {
    return new ChunkKeys(circuit, new DataInputStream(in).readUTF());
  }

  @Override
  public ProofVerifier verifier(String circuitId, String json) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String toJson(byte[] part) {
    throw new UnsupportedOperationException();
  }

  @Override
  public byte[] fromJson(String json) {
    throw new UnsupportedOperationException();
  }

  private record Chunk(CircuitSpec spec) implements Circuit {

    @Override
    public String id() {
      return "chunk";
    }

    @Override
    public int constraints() {
      return 1;
    }

    @Override
    public int proofs() {
      return (int) spec.values();
    }

    @Override
    public List<Statement> statements(
        UpdateContext context, QuantizedUpdate update, Bounds bounds) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Claim claim(UpdateContext context, QuantizedUpdate update, Bounds bounds) {
      throw new UnsupportedOperationException();
    }
  }

  private record ChunkKeys(Circuit circuit, String id) implements Keys {

    @Override
    public ProofGenerator generator() {
      throw new UnsupportedOperationException();
    }

    @Override
    public ProofVerifier verifier() {
      throw new UnsupportedOperationException();
    }

    @Override
    public String verificationKeyJson() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void write(OutputStream out) throws IOException {
      new DataOutputStream(out).writeUTF(id);
    }
  }
}
