package dev.fedbench.zk.snarkjs;

/** A text that is not what it should be; says where and why. */
public sealed class SnarkjsFormatException extends Exception permits NotAPointException {

  private static final long serialVersionUID = 1;

  SnarkjsFormatException(String message) {
    super(message);
  }
}
