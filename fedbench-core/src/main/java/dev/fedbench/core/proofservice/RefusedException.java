package dev.fedbench.core.proofservice;

import dev.fedbench.core.transport.http.HttpReply;

/** A request that gets no proof, and why; the message is for the peer. */
final class RefusedException extends Exception {

  private static final long serialVersionUID = 1;

  private final int status;

  RefusedException(int status, String message) {
    super(message);
    this.status = status;
  }

  /** The request itself is wrong. */
  static RefusedException invalid(String message, Object... arguments) {
    return new RefusedException(422, message.formatted(arguments));
  }

  HttpReply reply() {
    return Replies.detail(status, getMessage());
  }
}
