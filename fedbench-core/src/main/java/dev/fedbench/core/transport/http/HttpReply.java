package dev.fedbench.core.transport.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * An {@link HttpEndpoint}'s answer.
 *
 * @param status 200 to 599
 * @param contentType of the body, such as {@code application/json}
 * @param body from position to limit; not to be changed any more
 * @param headers others than the type and length of the body, such as {@code Retry-After}
 */
public record HttpReply(
    int status, String contentType, ByteBuffer body, Map<String, String> headers) {

  public HttpReply {
    Objects.requireNonNull(contentType, "contentType");
    Objects.requireNonNull(body, "body");
    headers = Map.copyOf(headers);
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException(
          "status %d: expected a final one, 200 to 599".formatted(status));
    }
  }

  /** Without other headers. */
  public HttpReply(int status, String contentType, ByteBuffer body) {
    this(status, contentType, body, Map.of());
  }

  /** With one more header. */
  public HttpReply with(String header, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(header, value);
    return new HttpReply(status, contentType, body, more);
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
