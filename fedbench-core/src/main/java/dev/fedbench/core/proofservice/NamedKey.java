package dev.fedbench.core.proofservice;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedbench.proof.Circuit;
import dev.fedbench.proof.Keys;
import dev.fedbench.proof.ProofException;
import dev.fedbench.proof.ProofService;
import dev.fedbench.proof.ProofSystem;
import dev.fedbench.proof.ProofVerifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A verification key, as other tools read it, that also says what it is for: {@code circuit_id},
 * {@code key_id}, and in {@code setup} who can forge with it.
 *
 * @param circuitId the circuit that it is for
 * @param keyId of the keys; empty if the JSON does not say
 * @param verifier with them
 */
public record NamedKey(String circuitId, String keyId, ProofVerifier verifier, String json) {

  /** What is said of every key that was made by one party alone. */
  private static final String SETUP =
      "insecure: single party; whoever made these keys can forge proofs";

  private static final int MOST_BYTES = 16 << 20;
  private static final int MOST_ID = 200;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Of keys that are at hand. */
  public static NamedKey of(Keys keys) {
    return new NamedKey(
        keys.circuit().id(), keys.id(), keys.verifier(), json(keys).toPrettyString() + "\n");
  }

  private static ObjectNode json(Keys keys) {
    try {
      JsonNode key = JSON.readTree(keys.verificationKeyJson());
      ObjectNode json = key.isObject() ? (ObjectNode) key : JSON.createObjectNode();
      return json.put("circuit_id", keys.circuit().id())
          .put("key_id", keys.id())
          .put("setup", SETUP);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the verification key is no JSON", e);
    }
  }

  /**
   * Reads one.
   *
   * @param utf8 a stranger's word
   * @param circuitId what it is for; empty if it says so itself
   * @throws ProofException if it is no such key, or not of that circuit
   */
  public static NamedKey read(ProofSystem system, byte[] utf8, Optional<String> circuitId)
      throws ProofException {
    Names names = new Names();
    try {
      ServiceJson.object(utf8, names::field);
    } catch (RefusedException e) {
      throw new ProofException("the verification key: " + e.getMessage());
    }
    String named = names.circuitId.isEmpty() ? circuitId.orElse("") : names.circuitId;
    if (named.isEmpty() || !circuitId.orElse(named).equals(named)) {
      throw new ProofException(
          "the verification key is for circuit %s; expected %s"
              .formatted(
                  named.isEmpty() ? "unknown" : ServiceAnswers.excerpt(named),
                  circuitId.orElse("circuit_id in it, or its name beside it")));
    }
    String json = new String(utf8, StandardCharsets.UTF_8);
    return new NamedKey(named, names.keyId, system.verifier(named, json), json);
  }

  /**
   * Asks a service for its own key of a circuit, for who has none, and trusts it that far.
   *
   * @throws ProofServiceException if the service has none, or cannot be asked
   * @throws InterruptedException if interrupted while waiting
   */
  public static NamedKey fetch(ProofService service, ProofSystem system, Circuit circuit)
      throws ProofServiceException, InterruptedException {
    try (ServiceClient client = new ServiceClient(service, Pause.SLEEP, System::nanoTime)) {
      ServiceClient.Answer answer = client.get(PublishedKeys.PATH + circuit.id(), MOST_BYTES);
      if (answer.status() != 200) {
        String reason = ServiceAnswers.refusal(answer.status(), answer.body());
        throw client.failure("no key of %s: %s".formatted(circuit.id(), reason), Optional.empty());
      }
      try {
        return read(system, answer.body(), Optional.of(circuit.id()));
      } catch (ProofException e) {
        String reason = ServiceAnswers.excerpt(e.getMessage());
        throw client.failure("its key of %s: %s".formatted(circuit.id(), reason), Optional.of(e));
      }
    }
  }

  private static final class Names {
    private String circuitId = "";
    private String keyId = "";

    void field(String name, JsonParser in) throws IOException, RefusedException {
      switch (name) {
        case "circuit_id" -> circuitId = ServiceJson.text(name, in, MOST_ID);
        case "key_id" -> keyId = ServiceJson.text(name, in, MOST_ID);
        default -> in.skipChildren();
      }
    }
  }
}
