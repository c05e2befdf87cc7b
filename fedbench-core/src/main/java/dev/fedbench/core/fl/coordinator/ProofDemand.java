package dev.fedbench.core.fl.coordinator;

import dev.fedbench.core.fl.wire.ProofTerms;
import dev.fedbench.proof.Bounds;
import dev.fedbench.proof.Keys;
import dev.fedbench.proof.ProofPolicy;
import dev.fedbench.proof.ProofSystem;

/**
 * What a coordinator wants proved of every update.
 *
 * @param system whose proofs
 * @param keys of the circuit for updates of the model's size
 * @param policy what must be proved
 */
public record ProofDemand(ProofSystem system, Keys keys, ProofPolicy policy) {

  /**
   * @throws IllegalArgumentException if no update can be what is asked
   */
  public ProofDemand {
    long values = keys.circuit().spec().values();
    if (policy.minActive() > values) {
      throw new IllegalArgumentException(
          "min active: %d; the model has %d values".formatted(policy.minActive(), values));
    }
  }

  Bounds bounds() {
    return policy.bounds(keys.circuit().spec().values());
  }

  /** The same, for clients. */
  ProofTerms terms() {
    return new ProofTerms(
        system.name(),
        keys.circuit().spec(),
        policy.scale(),
        bounds(),
        keys.circuit().id(),
        keys.id());
  }
}
