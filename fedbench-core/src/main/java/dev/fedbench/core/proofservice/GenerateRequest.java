package dev.fedbench.core.proofservice;

import dev.fedbench.proof.Bounds;
import dev.fedbench.proof.CircuitSpec;
import dev.fedbench.proof.QuantizedUpdate;
import dev.fedbench.proof.UpdateContext;
import java.util.Optional;

/**
 * What is to be proved.
 *
 * @param circuitId the circuit that the peer takes it for, if it says
 * @param keyId whose keys to prove with; empty for the server's own
 */
record GenerateRequest(
    CircuitSpec spec,
    QuantizedUpdate update,
    Bounds bounds,
    UpdateContext context,
    Optional<String> circuitId,
    Optional<String> keyId) {}
