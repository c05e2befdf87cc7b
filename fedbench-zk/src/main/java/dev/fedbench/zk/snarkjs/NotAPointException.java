package dev.fedbench.zk.snarkjs;

/** Coordinates that are no point of the group: well-formed, and never part of a valid proof. */
public final class NotAPointException extends SnarkjsFormatException {

  private static final long serialVersionUID = 1;

  NotAPointException(String message) {
    super(message);
  }
}
