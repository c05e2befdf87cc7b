package dev.fedbench.rpc;

/** The kinds of messages that any transport carries. */
public enum MessageKind {
  /** A call. */
  FUNCTION,
  /** The answer to a call that succeeded. */
  RESULT,
  /** The answer to a call that the handler refused: the caller's error. */
  FAILURE,
  /** The answer to a call that broke inside the server, or that names an unknown method. */
  ERROR,
  /** The caller gives a call up. */
  CANCEL,
  /** The answer to a call that was given up. */
  CANCELLED,
  /** A version of a topic. */
  PUBLICATION
}
