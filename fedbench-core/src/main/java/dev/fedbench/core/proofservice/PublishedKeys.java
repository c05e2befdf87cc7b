package dev.fedbench.core.proofservice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedbench.core.transport.http.HttpReply;
import dev.fedbench.proof.Keys;

/**
 * Answers {@code GET /keys/{id}} and {@code GET /ready}. A verification key is everybody's: neither
 * asks for an API key.
 */
final class PublishedKeys {

  static final String PATH = "/keys/";

  /** What is said of every key that was made by one party alone. */
  private static final String SETUP =
      "insecure: single party; whoever made these keys can forge proofs";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ServedKeys keys;

  PublishedKeys(ServedKeys keys) {
    this.keys = keys;
  }

  /** The verification key as other tools read it, with what it is added. */
  HttpReply key(String path) {
    return keys.named(path.substring(PATH.length()))
        .map(found -> Replies.ok(json(found)))
        .orElseGet(() -> Replies.detail(404, "no such keys; /ready names those that are here"));
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

  HttpReply ready() {
    ObjectNode json = JSON.createObjectNode();
    boolean failed = keys.ready().isCompletedExceptionally();
    boolean ready = keys.ready().isDone() && !failed;
    json.put(
        "status", ready ? "ready" : failed ? "no keys; the server's log says why" : "starting");
    for (Keys each : keys.own()) {
      json.withArray("circuits")
          .addObject()
          .put("circuit_id", each.circuit().id())
          .put("key_id", each.id());
    }
    HttpReply reply = HttpReply.json(ready ? 200 : 503, json.toString());
    return ready ? reply : reply.with("Retry-After", "1");
  }
}
