package dev.fedbench.zk.snarkjs;

/** A text that is not what it should be; says where and why. */
public final class SnarkjsFormatException extends Exception {

  private static final long serialVersionUID = 1;

  SnarkjsFormatException(String message) {
    super(message);
  }
}
