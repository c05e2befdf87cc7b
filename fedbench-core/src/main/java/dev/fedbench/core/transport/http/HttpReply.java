package dev.fedbench.core.transport.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * An {@link HttpEndpoint}'s answer.
 *
 * @param status 200 to 599
 * @param contentType of the body, such as {@code application/json}
 * @param body from position to limit; not to be changed any more
 */
public record HttpReply(int status, String contentType, ByteBuffer body) {

  public HttpReply {
    Objects.requireNonNull(contentType, "contentType");
    Objects.requireNonNull(body, "body");
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException(
          "status %d: expected a final one, 200 to 599".formatted(status));
    }
  }

  /** An answer in JSON, which the caller has encoded. */
  public static HttpReply json(int status, String json) {
    return of(status, "application/json", json);
  }

  /** An answer in plain text. */
  public static HttpReply text(int status, String text) {
    return of(status, "text/plain;charset=utf-8", text);
  }

  private static HttpReply of(int status, String type, String text) {
    return new HttpReply(status, type, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }
}
