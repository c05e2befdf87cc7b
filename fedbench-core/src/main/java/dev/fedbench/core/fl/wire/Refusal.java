package dev.fedbench.core.fl.wire;

import dev.fedbench.rpc.RpcResponse;

/**
 * A call is refused.
 *
 * @param cause why
 * @param text for people
 */
public record Refusal(Cause cause, String text) {

  /** A text ends up in rows of a report: no more than this of it, whatever the peer says. */
  private static final int MAX_TEXT = 1_000;

  /** As it travels: a FAILURE whose text is the cause's name, a colon, a space and the text. */
  public RpcResponse response() {
    return RpcResponse.failure(cause + ": " + text);
  }

  /** Reads what {@link #response} wrote; anything else is a COORDINATOR_ERROR. */
  public static Refusal of(RpcResponse response) {
    String text = response.text();
    String line = text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "…";
    int colon = line.indexOf(':');
    if (colon > 0) {
      for (Cause cause : Cause.values()) {
        if (cause.name().equals(line.substring(0, colon))) {
          return new Refusal(cause, line.substring(colon + 1).strip());
        }
      }
    }
    return new Refusal(Cause.COORDINATOR_ERROR, line);
  }

  @Override
  public String toString() {
    return cause + ": " + text;
  }
}
