package dev.fedbench.core.proofservice;

import dev.fedbench.proof.ProofException;

/**
 * The proof service made no proof, or none that can be believed. That a claim is false is no such
 * failure.
 */
public class ProofServiceException extends ProofException {

  private static final long serialVersionUID = 1;

  private final String reason;

  /**
   * @param reason without the service's address
   */
  ProofServiceException(String message, String reason, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** What went wrong, without the service's address. */
  public String reason() {
    return reason;
  }
}
