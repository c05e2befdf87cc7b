package dev.fedbench.circom;

import dev.fedbench.proof.Bounds;
import dev.fedbench.proof.Claim;
import dev.fedbench.proof.QuantizedUpdate;
import dev.fedbench.proof.Statement;
import dev.fedbench.proof.UpdateContext;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * A claim whose public side is what the circuit makes of it. The witness is computed once, when it
 * is first needed. Thread-safe.
 */
final class UpdateClaim implements Claim {

  private final CircomCircuit circuit;
  private final UpdateContext context;
  private final QuantizedUpdate update;
  private final Bounds bounds;
  private Optional<Witness> witness = Optional.empty();

  UpdateClaim(CircomCircuit circuit, UpdateContext context, QuantizedUpdate update, Bounds bounds) {
    this.circuit = circuit;
    this.context = context;
    this.update = update;
    this.bounds = bounds;
  }

  @Override
  public UpdateContext context() {
    return context;
  }

  @Override
  public QuantizedUpdate update() {
    return update;
  }

  @Override
  public Bounds bounds() {
    return bounds;
  }

  boolean isOf(CircomCircuit other) {
    return circuit.id().equals(other.id());
  }

  synchronized Witness witness() throws WitnessException, InterruptedException {
    if (witness.isEmpty()) {
      witness =
          Optional.of(circuit.program().witness(circuit.encoder().encode(context, update, bounds)));
      expectLength(witness.get());
    }
    return witness.get();
  }

  private void expectLength(Witness made) throws WitnessException {
    int wires = made.values().length / Witness.BYTES;
    if (wires != circuit.key().variables()) {
      throw new WitnessException(
          "a witness of %d values; the key is for %d: not of the same circuit"
              .formatted(wires, circuit.key().variables()));
    }
  }

  /**
   * @throws IllegalArgumentException if the circuit refuses the update
   * @throws CancellationException if the thread is interrupted; it still is, then
   */
  @Override
  public List<Statement> statements() {
    try {
      return List.of(new Statement(circuit.id(), witness().signals(circuit.key().publics())));
    } catch (WitnessException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException(e.getMessage());
    }
  }
}
