package dev.fedbench.rpc;

import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * A call.
 *
 * @param method the method's name: 1 to 100 characters of {@code [A-Za-z0-9._-]}, the first a
 *     letter or a digit
 * @param orderKey calls of one key may be serialized by a scheduler; at most 200 characters, empty
 *     for none
 * @param body from position to limit; not copied, and not to be changed until the reply has come. A
 *     handler may read it until its reply completes, and copies what it keeps longer.
 */
public record RpcRequest(String method, String orderKey, ByteBuffer body) {

  /** What {@link #isMethod} expects, for messages. */
  public static final String METHOD_FORM =
      "1 to 100 characters of [A-Za-z0-9._-], the first a letter or a digit";

  public RpcRequest {
    Objects.requireNonNull(body, "body");
    if (orderKey.length() > 200) {
      throw new IllegalArgumentException(
          "an order key of %d characters; expected at most 200".formatted(orderKey.length()));
    }
    if (!isMethod(method)) {
      throw new IllegalArgumentException("method '%s': expected %s".formatted(method, METHOD_FORM));
    }
  }

  /** A call without an order key. */
  public static RpcRequest of(String method, ByteBuffer body) {
    return new RpcRequest(method, "", body);
  }

  /** Whether {@code name} can name a method or a topic. */
  public static boolean isMethod(String name) {
    if (name.isEmpty() || name.length() > 100) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
      // A name is a part of paths, too: it must not be "..".
      if (!letter && (i == 0 || c != '.' && c != '_' && c != '-')) {
        return false;
      }
    }
    return true;
  }
}
