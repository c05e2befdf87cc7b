package dev.fedbench.core.fl.coordinator;

import dev.fedbench.core.fl.wire.Cause;
import dev.fedbench.core.fl.wire.Refusal;

/** A call is refused. No stack trace: refusals are answers, and an attacker can cause many. */
final class RefusedException extends Exception {

  private static final long serialVersionUID = 1;

  private final transient Refusal refusal;

  RefusedException(Cause cause, String text, Object... arguments) {
    super(null, null, false, false);
    refusal = new Refusal(cause, arguments.length == 0 ? text : text.formatted(arguments));
  }

  Refusal refusal() {
    return refusal;
  }
}
