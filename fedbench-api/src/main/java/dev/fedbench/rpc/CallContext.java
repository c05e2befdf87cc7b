package dev.fedbench.rpc;

/** What a handler knows about the call it serves. Thread-safe. */
public interface CallContext {

  /** Whether the caller gave the call up, or left. */
  boolean cancelled();

  /** Runs {@code action} once when the caller gives up; at once if it has. */
  void onCancel(Runnable action);

  /**
   * Runs {@code action} once when the call is over at this end: its answer is on its way to the
   * caller, behind all answers that were on their way before; or it was given up. At once if it is
   * over. Who answers calls in order starts the next one here: what the handler's stage completes
   * is not yet sent.
   *
   * <p>The action runs on a thread of the transport's, or of whoever ended the call, and must not
   * block. Every transport of ours tells; a context that cannot runs the action at once.
   */
  default void onEnded(Runnable action) {
    action.run();
  }

  /** Where the call came from, for messages and limits: an address without a port, or a name. */
  String peer();
}
