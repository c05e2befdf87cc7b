package dev.fedbench.core.fl.coordinator;

import dev.fedbench.core.fl.wire.Cause;
import dev.fedbench.core.proof.QuantizationException;
import dev.fedbench.core.proof.Quantizer;
import dev.fedbench.fl.TensorLayout;
import dev.fedbench.fl.Tensors;
import dev.fedbench.proof.Proof;
import dev.fedbench.proof.ProofException;
import dev.fedbench.proof.QuantizedUpdate;
import dev.fedbench.proof.Statement;
import dev.fedbench.proof.UpdateContext;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The costly checks of a proven update from outside the protocol. Thread-safe. */
final class OutsideCheck {

  private final byte[] runId;
  private final ProofDemand demand;
  private final ProofCheck proofs;
  private final TensorLayout layout;

  OutsideCheck(byte[] runId, ProofDemand demand, ProofCheck proofs, TensorLayout layout) {
    this.runId = runId;
    this.demand = demand;
    this.proofs = proofs;
    this.layout = layout;
  }

  /** The update, if it is proved. */
  CheckedUpdate.Proven check(Tensors delta, OutsideUpdate with) throws RefusedException {
    if (!Arrays.equals(with.runId(), runId)) {
      throw new RefusedException(Cause.BAD_PROOF, "the proof is for another run");
    }
    if (!delta.layout().equals(layout)) {
      throw new RefusedException(
          Cause.SHAPE_MISMATCH, "the update is %s; expected %s", delta.layout(), layout);
    }
    QuantizedUpdate update = quantize(delta);
    proofs.form(update.bits(), update.scale(), with.proofs().size());
    UpdateContext context =
        new UpdateContext(
            runId, with.round(), with.baseVersion(), with.clientId(), with.examples(), with.salt());
    ProofCheck.Derived derived = proofs.derive(context, update);
    List<List<BigInteger>> expected =
        derived.statements().stream().map(Statement::publicSignals).toList();
    if (!expected.equals(with.publicSignals())) {
      throw new RefusedException(
          Cause.BAD_PROOF, "the public inputs are not those of this update in this context");
    }
    return proofs.verify(update, derived, decode(with.proofs()));
  }

  /** Only now: to see that a point is on its curve, and of the right order, takes a while. */
  private Proof decode(List<String> json) throws RefusedException {
    List<byte[]> parts = new ArrayList<>();
    try {
      for (String part : json) {
        parts.add(demand.system().fromJson(part));
      }
    } catch (ProofException e) {
      throw new RefusedException(Cause.BAD_PROOF, "%s", e.getMessage());
    }
    return new Proof(parts);
  }

  private QuantizedUpdate quantize(Tensors delta) throws RefusedException {
    try {
      return Quantizer.quantize(delta, demand.policy().bits(), demand.policy().scale());
    } catch (QuantizationException e) {
      throw new RefusedException(Cause.OVERFLOW, "%s", e.getMessage());
    }
  }
}
