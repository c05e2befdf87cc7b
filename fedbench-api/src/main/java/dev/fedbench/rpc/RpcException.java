package dev.fedbench.rpc;

import java.io.IOException;

/**
 * A call got no answer. The answer to a call that was refused is a {@link RpcResponse}, not this.
 */
public final class RpcException extends IOException {

  private static final long serialVersionUID = 1;

  /** Why there is no answer. */
  public enum Reason {
    /** The time was up. */
    TIMEOUT,
    /** The server could not be reached, or the connection broke. The call may have been served. */
    UNAVAILABLE,
    /** This client was closed. */
    CLOSED,
    /** The request or the response is larger than allowed. */
    TOO_LARGE,
    /** The peer does not speak the protocol. */
    PROTOCOL
  }

  /** Why there is no answer. */
  private final Reason reason;

  public RpcException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public RpcException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** Why there is no answer. */
  public Reason reason() {
    return reason;
  }
}
