package dev.fedbench.zk;

import dev.fedbench.proof.Bounds;
import dev.fedbench.proof.Circuit;
import dev.fedbench.proof.CircuitSpec;
import dev.fedbench.proof.QuantizedUpdate;
import dev.fedbench.proof.Statement;
import dev.fedbench.proof.UpdateContext;
import dev.fedbench.zk.circuit.Assignment;
import dev.fedbench.zk.circuit.Iv;
import dev.fedbench.zk.circuit.Shape;
import dev.fedbench.zk.circuit.Statements;
import dev.fedbench.zk.circuit.UpdateCircuit;
import java.math.BigInteger;
import java.util.List;

/** One of our circuits, for updates of one size. */
final class Groth16Circuit implements Circuit {

  private final CircuitSpec spec;
  private final UpdateCircuit circuit;

  Groth16Circuit(CircuitSpec spec, Shape shape) {
    this.spec = spec;
    this.circuit = new UpdateCircuit(shape);
  }

  UpdateCircuit circuit() {
    return circuit;
  }

  private Shape shape() {
    return circuit.shape();
  }

  @Override
  public String id() {
    return shape().id();
  }

  @Override
  public CircuitSpec spec() {
    return spec;
  }

  @Override
  public int constraints() {
    return shape().constraints();
  }

  @Override
  public int proofs() {
    return Math.toIntExact(shape().proofs(spec.values()));
  }

  @Override
  public List<Statement> statements(UpdateContext context, QuantizedUpdate update, Bounds bounds) {
    return claim(context, update, bounds).statements();
  }

  @Override
  public Groth16Claim claim(UpdateContext context, QuantizedUpdate update, Bounds bounds) {
    if (update.values().length != spec.values() || update.bits() != spec.bits()) {
      throw new IllegalArgumentException(
          "an update of %s; the circuit is for %d values of %d bits"
              .formatted(update, spec.values(), spec.bits()));
    }
    BigInteger iv =
        Iv.of(
            id(),
            context.runId(),
            context.round(),
            context.baseVersion(),
            context.clientId(),
            spec.values(),
            spec.bits(),
            update.scale(),
            context.examples(),
            context.salt());
    List<Assignment> assignments =
        Statements.of(shape(), iv, update.values(), bounds.maxNormSq(), bounds.minActive());
    return new Groth16Claim(id(), context, update, bounds, assignments);
  }
}
