package dev.fedbench.core.fedzk;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedbench.core.fl.coordinator.ProofDemand;
import dev.fedbench.core.proof.Quantizer;
import dev.fedbench.fl.Tensors;
import dev.fedbench.proof.Bounds;
import dev.fedbench.proof.CircuitSpec;
import dev.fedbench.proof.Claim;
import dev.fedbench.proof.Keys;
import dev.fedbench.proof.ProofException;
import dev.fedbench.proof.ProofKind;
import dev.fedbench.proof.ProofPolicy;
import dev.fedbench.proof.ProofSystem;
import dev.fedbench.proof.UpdateContext;
import dev.fedbench.spi.Extensions;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;

/** What a client outside the protocol proves and submits. Tests change it as they like. */
final class ProvenUpdate {

  static final ProofSystem GROTH16 = Extensions.of(ProofSystem.class).find("groth16").orElseThrow();
  static final ProofPolicy POLICY = ProofPolicy.secure().maxNorm(5);

  /** One setup for all tests. */
  static final Keys KEYS = keys();

  static final ProofDemand DEMAND = new ProofDemand(GROTH16, KEYS, POLICY);

  private static final ObjectMapper JSON = new ObjectMapper();

  byte[] runId;
  String client;
  long round = 1;
  long baseVersion = 1;
  long examples = 1;
  byte[] salt = new byte[32];

  /** Two weights and a bias; of norm 5, which is the bound. */
  float[] values = {3, 0, -4};

  Bounds bounds = POLICY.bounds(3);

  ProvenUpdate(CurlUser curl, String client) {
    this.runId = curl.coordinator.runId();
    this.client = client;
  }

  private static Keys keys() {
    try {
      return GROTH16.setup(GROTH16.circuit(new CircuitSpec(ProofKind.SECURE, 3, 16)));
    } catch (ProofException e) {
      throw new AssertionError(e);
    }
  }

  ProvenUpdate values(double... others) {
    values = new float[others.length];
    for (int i = 0; i < others.length; i++) {
      values[i] = (float) others[i];
    }
    return this;
  }

  ProvenUpdate examples(long other) {
    examples = other;
    return this;
  }

  ProvenUpdate round(long other) {
    round = other;
    return this;
  }

  private Claim claim() throws Exception {
    return KEYS.circuit()
        .claim(
            new UpdateContext(runId, round, baseVersion, client, examples, salt),
            Quantizer.quantize(new Tensors(CurlUser.LAYOUT, values), 16, 1_000),
            bounds);
  }

  List<BigInteger> publicInputs() throws Exception {
    return claim().statements().get(0).publicSignals();
  }

  /** As JSON; another one at each call. */
  String proof() throws Exception {
    return GROTH16.toJson(KEYS.generator().prove(claim()).parts().get(0));
  }

  /** The request, all of it true. */
  ObjectNode body() throws Exception {
    return body(proof(), publicInputs());
  }

  /** The request with a proof and public inputs that may be another update's. */
  ObjectNode body(String proof, List<BigInteger> publicInputs) throws Exception {
    ObjectNode body = JSON.createObjectNode();
    ObjectNode gradients = body.putObject("gradients");
    gradients.putArray("weights").add(values[0]).add(values[1]);
    gradients.putArray("bias").add(values[2]);
    body.set("proof", JSON.readTree(proof));
    ArrayNode inputs = body.putArray("public_inputs");
    publicInputs.forEach(input -> inputs.add(input.toString()));
    return body.put("client_id", client)
        .put("run_id", HexFormat.of().formatHex(runId))
        .put("round", round)
        .put("base_version", baseVersion)
        .put("example_count", examples)
        .put("salt", HexFormat.of().formatHex(salt));
  }
}
