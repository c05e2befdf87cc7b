package dev.fedbench.circom;

import dev.fedbench.proof.Bounds;
import dev.fedbench.proof.Circuit;
import dev.fedbench.proof.CircuitSpec;
import dev.fedbench.proof.QuantizedUpdate;
import dev.fedbench.proof.Statement;
import dev.fedbench.proof.UpdateContext;
import java.util.List;

/** The user's circuit, for updates of one size: one proof each. */
record UpdateCircuit(CircomCircuit circuit, CircuitSpec spec) implements Circuit {

  @Override
  public String id() {
    return circuit.id();
  }

  @Override
  public int constraints() {
    return circuit.key().constraints();
  }

  @Override
  public int proofs() {
    return 1;
  }

  /**
   * The public signals, by running the circuit.
   *
   * @throws IllegalArgumentException also if the circuit refuses the update
   */
  @Override
  public List<Statement> statements(UpdateContext context, QuantizedUpdate update, Bounds bounds) {
    return claim(context, update, bounds).statements();
  }

  @Override
  public UpdateClaim claim(UpdateContext context, QuantizedUpdate update, Bounds bounds) {
    if (update.values().length != spec.values() || update.bits() != spec.bits()) {
      throw new IllegalArgumentException(
          "an update of %s; the circuit is for %d values of %d bits"
              .formatted(update, spec.values(), spec.bits()));
    }
    return new UpdateClaim(circuit, context, update, bounds);
  }
}
