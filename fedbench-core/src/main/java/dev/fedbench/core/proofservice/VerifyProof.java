package dev.fedbench.core.proofservice;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.fedbench.core.transport.http.HttpReply;
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
    boolean valid = request.pair().verifies(system, with.verifier(), with.circuit().id());
    return Replies.ok(JsonNodeFactory.instance.objectNode().put("valid", valid));
  }
}
