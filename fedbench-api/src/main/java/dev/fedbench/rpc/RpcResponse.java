package dev.fedbench.rpc;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The answer to a call.
 *
 * @param kind RESULT, FAILURE or ERROR
 * @param body from position to limit; owned by the receiver. FAILURE and ERROR carry UTF-8 text.
 */
public record RpcResponse(MessageKind kind, ByteBuffer body) {

  public RpcResponse {
    Objects.requireNonNull(body, "body");
    switch (kind) {
      case RESULT, FAILURE, ERROR -> {}
      default ->
          throw new IllegalArgumentException(
              "a response of kind %s; expected RESULT, FAILURE or ERROR".formatted(kind));
    }
  }

  /** The call succeeded. */
  public static RpcResponse result(ByteBuffer body) {
    return new RpcResponse(MessageKind.RESULT, body);
  }

  /** The handler refuses the call: the caller's error, which the text explains. */
  public static RpcResponse failure(String text) {
    return new RpcResponse(MessageKind.FAILURE, utf8(text));
  }

  /** The call broke inside the server. The text must not show the server's insides. */
  public static RpcResponse error(String text) {
    return new RpcResponse(MessageKind.ERROR, utf8(text));
  }

  /** The body as UTF-8 text, malformed bytes replaced. */
  public String text() {
    return StandardCharsets.UTF_8.decode(body.duplicate()).toString();
  }

  private static ByteBuffer utf8(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
