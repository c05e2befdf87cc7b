package dev.fedbench.proof;

/** There is no proof: the claim is false, or whoever should prove it cannot. */
public class ProofException extends Exception {

  private static final long serialVersionUID = 1;

  /** Says why. */
  public ProofException(String message) {
    super(message);
  }

  /** Says why, and what was behind it. */
  public ProofException(String message, Throwable cause) {
    super(message, cause);
  }
}
