package dev.fedbench.core.proof;

/** A value does not fit. The message names tensor and index. */
public final class QuantizationException extends Exception {

  private static final long serialVersionUID = 1;

  QuantizationException(String message) {
    super(message);
  }
}
