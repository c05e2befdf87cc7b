package dev.fedbench.core.load;

import dev.fedbench.rpc.RpcException;
import dev.fedbench.rpc.RpcResponse;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/** Why a request did not succeed. */
public enum FailureCause {
  /** The time was up. */
  TIMEOUT,
  /** The server could not be reached, or the connection broke. */
  UNAVAILABLE,
  /** The client was closed. */
  CLOSED,
  /** The request or the response is larger than allowed. */
  TOO_LARGE,
  /** The peer does not speak the protocol. */
  PROTOCOL,
  /** The handler refused the call. */
  FAILURE,
  /** The call broke inside the server, or named an unknown method. */
  ERROR,
  /** The target failed in a way of its own. */
  OTHER;

  /** Why that answer is no success; empty if it is one. */
  static Optional<FailureCause> of(RpcResponse response) {
    return switch (response.kind()) {
      case RESULT -> Optional.empty();
      case FAILURE -> Optional.of(FAILURE);
      default -> Optional.of(ERROR);
    };
  }

  /** Why there was no answer. */
  static FailureCause of(Throwable thrown) {
    if (!(unwrapped(thrown) instanceof RpcException none)) {
      return OTHER;
    }
    return switch (none.reason()) {
      case TIMEOUT -> TIMEOUT;
      case UNAVAILABLE -> UNAVAILABLE;
      case CLOSED -> CLOSED;
      case TOO_LARGE -> TOO_LARGE;
      case PROTOCOL -> PROTOCOL;
    };
  }

  /** What was thrown, for a reader. */
  static String text(Throwable thrown) {
    Throwable cause = unwrapped(thrown);
    return cause instanceof RpcException && cause.getMessage() != null
        ? cause.getMessage()
        : cause.toString();
  }

  private static Throwable unwrapped(Throwable thrown) {
    return thrown instanceof CompletionException && thrown.getCause() != null
        ? thrown.getCause()
        : thrown;
  }
}
