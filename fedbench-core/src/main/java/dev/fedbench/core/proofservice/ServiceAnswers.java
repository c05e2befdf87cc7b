package dev.fedbench.core.proofservice;

import com.fasterxml.jackson.core.JsonToken;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Reads what a service says when it makes no proof: a stranger's word, cut short. */
final class ServiceAnswers {

  private static final int MOST_SHOWN = 200;

  private ServiceAnswers() {}

  /** The status, and the reason that came with it. */
  static String refusal(int status, byte[] body) {
    String detail = detail(body);
    return "it answered %d%s".formatted(status, detail.isEmpty() ? "" : ": " + detail);
  }

  private static String detail(byte[] body) {
    AtomicReference<String> detail = new AtomicReference<>("");
    try {
      ServiceJson.object(
          body,
          (name, in) -> {
            if (name.equals("detail") && in.currentToken() == JsonToken.VALUE_STRING) {
              detail.set(in.getText());
            } else {
              in.skipChildren();
            }
          });
    } catch (RefusedException e) { // not our kind of server: its page's beginning may tell
      return excerpt(new String(body, 0, Math.min(body.length, 1_000), StandardCharsets.UTF_8));
    }
    return excerpt(detail.get());
  }

  /** Its beginning, without what a terminal would obey. */
  static String excerpt(String text) {
    String line = text.replaceAll("[\\p{C}\\s]+", " ").strip();
    return line.length() <= MOST_SHOWN ? line : line.substring(0, MOST_SHOWN) + "…";
  }

  /** The seconds after which to ask again; empty if it does not say, or gives a date. */
  static Optional<Duration> retryAfter(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(text -> text.matches("[0-9]{1,9}"))
        .map(text -> Duration.ofSeconds(Long.parseLong(text)));
  }
}
