package dev.fedbench.core.proofservice;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.fedbench.core.transport.http.HttpReply;
import dev.fedbench.proof.Keys;
import dev.fedbench.proof.Proof;
import dev.fedbench.proof.ProofException;
import dev.fedbench.proof.ProofSystem;
import dev.fedbench.proof.Statement;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

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
        request.publicInputs().isPresent() && valid(with, request, request.publicInputs().get());
    return Replies.ok(JsonNodeFactory.instance.objectNode().put("valid", valid));
  }

  private boolean valid(Keys with, VerifyRequest request, List<List<BigInteger>> publicInputs) {
    List<String> parts = request.parts();
    if (parts.size() != publicInputs.size()) {
      return false;
    }
    List<byte[]> bytes = new ArrayList<>();
    try {
      for (String part : parts) {
        bytes.add(system.fromJson(part));
      }
    } catch (ProofException e) { // garbage proves nothing
      return false;
    }
    List<Statement> statements =
        publicInputs.stream().map(each -> new Statement(with.circuit().id(), each)).toList();
    return with.verifier()
        .verifyWhole(
            request.values().orElse(with.circuit().spec().values()), statements, new Proof(bytes));
  }
}
