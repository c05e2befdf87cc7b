package dev.fedbench.zk;

import dev.fedbench.proof.Circuit;
import dev.fedbench.proof.CircuitSpec;
import dev.fedbench.proof.Keys;
import dev.fedbench.proof.ProofSystem;
import dev.fedbench.zk.circuit.Kind;
import dev.fedbench.zk.circuit.Shape;
import dev.fedbench.zk.groth16.Groth16;
import dev.fedbench.zk.groth16.Setup;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;

/**
 * Groth16 over BN254, with the circuits of docs/statement.md. Updates of more values than fit into
 * 2^15 constraints are proved chunk by chunk, under one key.
 */
public final class Groth16ProofSystem implements ProofSystem {

  /** The largest domain: some 1,400 values of 16 bits. Larger ones need memory, not less time. */
  private static final int MOST_CONSTRAINTS = 1 << 15;

  private final SecureRandom random = new SecureRandom();

  /** Found as a service. */
  public Groth16ProofSystem() {}

  @Override
  public String name() {
    return "groth16";
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
      throw new IOException("keys of circuit %s; expected %s".formatted(id, ours.id()));
    }
    return new Groth16Keys(ours, Groth16.read(ours.circuit().constraints(), in), random);
  }

  private static Groth16Circuit ours(Circuit circuit) {
    if (circuit instanceof Groth16Circuit ours) {
      return ours;
    }
    throw new IllegalArgumentException(
        "%s is a circuit of another proof system".formatted(circuit.id()));
  }
}
