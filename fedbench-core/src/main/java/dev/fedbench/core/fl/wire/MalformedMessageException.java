package dev.fedbench.core.fl.wire;

/**
 * Bytes are not the message that they should be. The text is for the peer: it shows nothing of
 * ours.
 */
public final class MalformedMessageException extends Exception {

  private static final long serialVersionUID = 1;

  public MalformedMessageException(String message) {
    super(message);
  }
}
