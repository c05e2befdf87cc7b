package dev.fedbench.circom;

/** There is no witness for these inputs, or the program did not get as far; says why. */
public final class WitnessException extends Exception {

  private static final long serialVersionUID = 1;

  WitnessException(String message) {
    super(message);
  }

  WitnessException(String message, Throwable cause) {
    super(message, cause);
  }
}
