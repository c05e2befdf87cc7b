package dev.fedbench.core.proofservice;

import com.fasterxml.jackson.core.JsonParser;
import dev.fedbench.proof.Circuit;
import dev.fedbench.proof.ProofException;
import dev.fedbench.proof.ProofService;
import dev.fedbench.proof.ProofSystem;
import dev.fedbench.proof.ProofVerifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The key with which a service's own proofs of a circuit are verified, as the service names it: for
 * who has no keys of his own, and trusts it that far.
 *
 * @param id of the keys
 * @param verifier with them
 * @param json the verification key, as other tools read it
 */
public record ServiceKey(String id, ProofVerifier verifier, String json) {

  private static final int MOST_BYTES = 16 << 20;
  private static final int MOST_ID = 200;

  /**
   * Asks the service for it.
   *
   * @throws ProofServiceException if the service has none, or cannot be asked
   * @throws InterruptedException if interrupted while waiting
   */
  public static ServiceKey fetch(ProofService service, ProofSystem system, Circuit circuit)
      throws ProofServiceException, InterruptedException {
    try (ServiceClient client = new ServiceClient(service, Pause.SLEEP, System::nanoTime)) {
      ServiceClient.Answer answer = client.get(PublishedKeys.PATH + circuit.id(), MOST_BYTES);
      if (answer.status() != 200) {
        String reason = ServiceAnswers.refusal(answer.status(), answer.body());
        throw client.failure("no key of %s: %s".formatted(circuit.id(), reason), Optional.empty());
      }
      String json = new String(answer.body(), StandardCharsets.UTF_8);
      try {
        return new ServiceKey(id(answer.body()), system.verifier(circuit.id(), json), json);
      } catch (ProofException | RefusedException e) {
        String reason = ServiceAnswers.excerpt(e.getMessage());
        throw client.failure("its key of %s: %s".formatted(circuit.id(), reason), Optional.of(e));
      }
    }
  }

  private static String id(byte[] json) throws RefusedException {
    IdReader reader = new IdReader();
    ServiceJson.object(json, reader::field);
    if (reader.id.isEmpty()) {
      throw RefusedException.invalid("key_id: missing");
    }
    return reader.id;
  }

  private static final class IdReader {
    private String id = "";

    void field(String name, JsonParser in) throws IOException, RefusedException {
      if (name.equals("key_id")) {
        id = ServiceJson.text(name, in, MOST_ID);
      } else {
        in.skipChildren();
      }
    }
  }
}
