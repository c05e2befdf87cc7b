package dev.fedbench.rpc;

/** What a handler knows about the call it serves. Thread-safe. */
public interface CallContext {

  /** Whether the caller gave the call up, or left. */
  boolean cancelled();

  /** Runs {@code action} once when the caller gives up; at once if it has. */
  void onCancel(Runnable action);

  /** Where the call came from, for messages and limits: an address without a port, or a name. */
  String peer();
}
