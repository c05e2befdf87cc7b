package dev.fedbench.core.suite;

/** A federated run did not come to its end, or too few clients succeeded. The message says why. */
final class FederatedRunException extends Exception {

  private static final long serialVersionUID = 1;

  FederatedRunException(String message) {
    super(message);
  }
}
