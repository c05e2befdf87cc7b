package dev.fedbench.zmq;

import dev.fedbench.rpc.MessageKind;

/** The first byte of a message. */
final class Kind {

  /** Client to server. */
  static final byte HELLO = 1;

  static final byte CALL = 2;
  static final byte CANCEL = 3;
  static final byte SUBSCRIBE = 4;
  static final byte UNSUBSCRIBE = 5;
  static final byte CREDIT = 6;
  static final byte BYE = 7;

  /** Server to client. */
  static final byte WELCOME = 16;

  static final byte WHO = 17;
  static final byte REFUSED = 18;
  static final byte CLOSED = 19;
  static final byte RESULT = 20;
  static final byte FAILURE = 21;
  static final byte ERROR = 22;
  static final byte CANCELLED = 23;
  static final byte TOO_LARGE = 24;
  static final byte CLOSING = 25;
  static final byte FORGOTTEN = 26;
  static final byte PUBLICATION = 32;
  static final byte ENDED = 33;

  /** From the library at this end: a connection is gone. */
  static final byte GONE = 64;

  private Kind() {}

  /** Whether it answers a call. */
  static boolean isAnswer(byte kind) {
    return kind >= RESULT && kind <= FORGOTTEN;
  }

  static byte of(MessageKind kind) {
    switch (kind) {
      case RESULT:
        return RESULT;
      case FAILURE:
        return FAILURE;
      case ERROR:
        return ERROR;
      case CANCELLED:
        return CANCELLED;
      default:
        throw new IllegalArgumentException(kind + " answers no call");
    }
  }
}
