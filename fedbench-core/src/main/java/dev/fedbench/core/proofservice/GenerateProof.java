package dev.fedbench.core.proofservice;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedbench.core.transport.http.HttpReply;
import dev.fedbench.proof.Circuit;
import dev.fedbench.proof.Claim;
import dev.fedbench.proof.Keys;
import dev.fedbench.proof.Proof;
import dev.fedbench.proof.ProofException;
import dev.fedbench.proof.ProofSystem;
import dev.fedbench.proof.UpdateContext;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.function.Consumer;

/** Answers {@code POST /generate_proof}. Thread-safe; works on the calling thread. */
final class GenerateProof {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ProofSystem system;
  private final ServedKeys keys;
  private final int mostValues;
  private final Consumer<ProofTimes> proved;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param proved hears of each proof
   */
  GenerateProof(ProofSystem system, ServedKeys keys, int mostValues, Consumer<ProofTimes> proved) {
    this.system = system;
    this.keys = keys;
    this.mostValues = mostValues;
    this.proved = proved;
  }

  HttpReply answer(byte[] body) throws RefusedException, IOException, InterruptedException {
    GenerateRequest request = GenerateParser.parse(body, mostValues, random);
    Circuit circuit = circuit(request);
    Keys with = keys.forProving(circuit, request.keyId());
    Claim claim = claim(circuit, request);
    ProofTimes times = new ProofTimes();
    Proof proof;
    try {
      proof = with.generator().prove(claim, times);
    } catch (ProofException e) {
      throw RefusedException.invalid("%s", e.getMessage());
    }
    proved.accept(times);
    return Replies.ok(reply(request, claim, with, proof, times));
  }

  private Circuit circuit(GenerateRequest request) throws RefusedException {
    Circuit circuit;
    try {
      circuit = system.circuit(request.spec());
    } catch (IllegalArgumentException e) {
      throw RefusedException.invalid("%s", e.getMessage());
    }
    if (!request.circuitId().map(circuit.id()::equals).orElse(true)) {
      throw RefusedException.invalid(
          "circuit_id: such an update is proved with %s here; use the same version on both sides",
          circuit.id());
    }
    return circuit;
  }

  private static Claim claim(Circuit circuit, GenerateRequest request) throws RefusedException {
    try {
      return circuit.claim(request.context(), request.update(), request.bounds());
    } catch (IllegalArgumentException e) {
      throw RefusedException.invalid("%s", e.getMessage());
    }
  }

  private ObjectNode reply(
      GenerateRequest request, Claim claim, Keys with, Proof proof, ProofTimes times) {
    ObjectNode reply = JSON.createObjectNode();
    reply.set("proof", ProofPair.proof(system, proof));
    reply.set("public_inputs", ProofPair.publicInputs(claim.statements()));
    reply.put("circuit_id", with.circuit().id());
    reply.put("key_id", with.id());
    reply.put("values", request.spec().values());
    reply.put("bits", request.update().bits());
    reply.put("scale", request.update().scale());
    reply.put("max_norm_sq", request.bounds().maxNormSq().toString());
    reply.put("min_active", request.bounds().minActive());
    reply.set("context", context(request.context()));
    reply
        .putObject("timings")
        .put("witness_ns", times.witnessNanos())
        .put("witness_cpu_ns", times.witnessCpuNanos())
        .put("prove_ns", times.proveNanos())
        .put("prove_cpu_ns", times.proveCpuNanos());
    return reply;
  }

  private static ObjectNode context(UpdateContext context) {
    return JSON.createObjectNode()
        .put("run_id", HexFormat.of().formatHex(context.runId()))
        .put("round", context.round())
        .put("base_version", context.baseVersion())
        .put("client_id", context.clientId())
        .put("example_count", context.examples())
        .put("salt", HexFormat.of().formatHex(context.salt()));
  }
}
