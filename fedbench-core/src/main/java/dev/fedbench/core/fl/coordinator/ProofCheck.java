package dev.fedbench.core.fl.coordinator;

import dev.fedbench.core.fl.wire.Cause;
import dev.fedbench.proof.Bounds;
import dev.fedbench.proof.Circuit;
import dev.fedbench.proof.Proof;
import dev.fedbench.proof.QuantizedUpdate;
import dev.fedbench.proof.Statement;
import dev.fedbench.proof.UpdateContext;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;

/**
 * Checks proofs against statements that are derived here: from the update as it was received and
 * the coordinator's own policy, never from what a client claims. Keys are the coordinator's, too.
 * Thread-safe.
 */
final class ProofCheck {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** Statements, and what it took to derive them. */
  record Derived(List<Statement> statements, long nanos, long cpuNanos) {}

  private final ProofDemand demand;
  private final Circuit circuit;
  private final Bounds bounds;
  private final ProofQueue queue;

  /**
   * @param atOnce verifications at a time: what comes beyond that is verified together
   */
  ProofCheck(ProofDemand demand, int atOnce) {
    this.demand = demand;
    circuit = demand.keys().circuit();
    bounds = demand.bounds();
    queue = new ProofQueue(demand.keys().verifier(), atOnce);
  }

  String circuitId() {
    return circuit.id();
  }

  String keyId() {
    return demand.keys().id();
  }

  /** How many parts a proof has. */
  int parts() {
    return circuit.proofs();
  }

  /** Whether values came as the policy says; cheap. */
  void form(int bits, long scale, int parts) throws RefusedException {
    if (bits != circuit.spec().bits() || scale != demand.policy().scale()) {
      throw new RefusedException(
          Cause.SHAPE_MISMATCH,
          "values of %d bits, scale %d; expected %d bits, scale %d",
          bits,
          scale,
          circuit.spec().bits(),
          demand.policy().scale());
    }
    if (parts != circuit.proofs()) {
      throw new RefusedException(
          Cause.BAD_PROOF, "a proof of %d parts; expected %d", parts, circuit.proofs());
    }
  }

  /** What the proof of that update in that context must say. */
  Derived derive(UpdateContext context, QuantizedUpdate update) throws RefusedException {
    long start = System.nanoTime();
    long startCpu = THREADS.getCurrentThreadCpuTime();
    try {
      List<Statement> statements = circuit.statements(context, update, bounds);
      return new Derived(
          statements, System.nanoTime() - start, THREADS.getCurrentThreadCpuTime() - startCpu);
    } catch (IllegalArgumentException e) {
      throw new RefusedException(Cause.MALFORMED, "%s", e.getMessage());
    }
  }

  /** Verifies, together with others if they queue up. */
  CheckedUpdate.Proven verify(QuantizedUpdate update, Derived derived, Proof proof)
      throws RefusedException {
    long start = System.nanoTime();
    ProofQueue.Verdict verdict = queue.verify(derived.statements, proof);
    if (!verdict.valid()) {
      throw new RefusedException(
          Cause.BAD_PROOF,
          "the proof does not prove this update, with this salt, of this client and round, within this coordinator's bounds");
    }
    return new CheckedUpdate.Proven(
        update,
        derived.nanos + System.nanoTime() - start,
        derived.cpuNanos + verdict.cpuNanos(),
        verdict.together());
  }
}
