package dev.fedbench.core.fl.fleet;

import dev.fedbench.core.fl.wire.Cause;
import dev.fedbench.core.fl.wire.Refusal;

/** A client's turn came to nothing. No stack trace: it ends as a row. */
final class TurnFailedException extends Exception {

  private static final long serialVersionUID = 1;

  private final transient Refusal refusal;

  TurnFailedException(Refusal refusal) {
    super(refusal.toString(), null, false, false);
    this.refusal = refusal;
  }

  TurnFailedException(Cause cause, String text) {
    this(new Refusal(cause, text));
  }

  Refusal refusal() {
    return refusal;
  }
}
