package dev.fedbench.core.proofservice;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.fedbench.core.transport.http.HttpReply;
import dev.fedbench.proof.Circuit;
import dev.fedbench.proof.Keys;
import dev.fedbench.proof.ProofSystem;

/**
 * Answers {@code POST /verify_proof}: whether a proof proves the public inputs that come with it,
 * and they are those of one whole update. Thread-safe.
 */
final class VerifyProof {

  private final ProofSystem system;
  private final ServedKeys keys;

  VerifyProof(ProofSystem system, ServedKeys keys) {
    this.system = system;
    this.keys = keys;
  }

  HttpReply answer(byte[] body) throws RefusedException {
    VerifyRequest request = VerifyRequest.parse(body);
    Keys with = keys.forVerifying(request.circuitId(), request.kind(), request.keyId());
    boolean valid =
        request
            .pair()
            .verifies(
                system, with.verifier(), with.circuit().id(), values(request, with.circuit()));
    return Replies.ok(JsonNodeFactory.instance.objectNode().put("valid", valid));
  }

  /** A circuit of chunks is for updates of many sizes: who verifies knows his model's. */
  private static long values(VerifyRequest request, Circuit circuit) throws RefusedException {
    if (request.values().isEmpty() && circuit.proofs() > 1) {
      throw RefusedException.invalid(
          "values: missing; %s proves updates chunk by chunk, say how many values this one has",
          circuit.id());
    }
    return request.values().orElse(circuit.spec().values());
  }
}
