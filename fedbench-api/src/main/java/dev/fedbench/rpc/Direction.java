package dev.fedbench.rpc;

/** The direction of a message, as seen by whoever counts it. */
public enum Direction {
  SENT,
  RECEIVED
}
