package dev.fedbench.zk;

import dev.fedbench.proof.Bounds;
import dev.fedbench.proof.Claim;
import dev.fedbench.proof.QuantizedUpdate;
import dev.fedbench.proof.Statement;
import dev.fedbench.proof.UpdateContext;
import dev.fedbench.zk.circuit.Assignment;
import java.util.List;

/**
 * A claim with what its witnesses are computed from.
 *
 * @param assignments one a proof
 */
record Groth16Claim(
    String circuitId,
    UpdateContext context,
    QuantizedUpdate update,
    Bounds bounds,
    List<Assignment> assignments)
    implements Claim {

  @Override
  public List<Statement> statements() {
    return assignments.stream()
        .map(assignment -> new Statement(circuitId, assignment.publics()))
        .toList();
  }
}
