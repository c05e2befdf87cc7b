package dev.fedbench.core.proofservice;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedbench.core.transport.http.HttpReply;
import java.time.Duration;

/** What the server says. */
final class Replies {

  private Replies() {}

  static HttpReply ok(ObjectNode body) {
    return HttpReply.json(200, body.toString());
  }

  /** A refusal, in FedZK's form; one that will pass says when. */
  static HttpReply detail(int status, String text) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("detail", text);
    HttpReply reply = HttpReply.json(status, body.toString());
    return status == 503 ? reply.with("Retry-After", "1") : reply;
  }

  /** Too much was asked for, or guessed. */
  static HttpReply tooMany(String text, Duration wait) {
    long seconds = Math.max(1, wait.plusNanos(999_999_999).toSeconds());
    return detail(429, text).with("Retry-After", Long.toString(seconds));
  }

  static HttpReply busy(String text) {
    return detail(503, text);
  }
}
