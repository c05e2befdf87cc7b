package dev.fedbench.core.transport.http;

import dev.fedbench.rpc.MessageKind;
import java.util.Optional;
import java.util.OptionalLong;

/** The names and numbers of the protocol, and total parsers for its small texts. */
final class Protocol {

  static final String CALL = "Fedbench-Call";
  static final String TIMEOUT = "Fedbench-Timeout-Ms";
  static final String ORDER = "Fedbench-Order";
  static final String MAX_RESPONSE = "Fedbench-Max-Response";
  static final String METHOD = "Fedbench-Method";
  static final String VERSION = "Fedbench-Version";
  static final String OCTETS = "application/octet-stream";

  static final int RESULT = 200;
  static final int NOTHING = 204;
  static final int BAD_REQUEST = 400;
  static final int NOT_FOUND = 404;
  static final int METHOD_NOT_ALLOWED = 405;
  static final int RESPONSE_TOO_LARGE = 406;
  static final int DUPLICATE_CALL = 409;
  static final int REQUEST_TOO_LARGE = 413;
  static final int UNSUPPORTED_TYPE = 415;
  static final int FAILURE = 422;
  static final int CANCELLED = 499;
  static final int ERROR = 500;
  static final int CLOSING = 503;

  private static final int MAX_CALL_ID = 64;

  private Protocol() {}

  /** The status that carries this kind of answer. */
  static int status(MessageKind kind) {
    switch (kind) {
      case RESULT:
        return RESULT;
      case FAILURE:
        return FAILURE;
      default:
        return ERROR;
    }
  }

  /** The kind of answer that this status carries; empty if none. */
  static Optional<MessageKind> kind(int status) {
    switch (status) {
      case RESULT:
        return Optional.of(MessageKind.RESULT);
      case FAILURE:
        return Optional.of(MessageKind.FAILURE);
      case ERROR:
        return Optional.of(MessageKind.ERROR);
      default:
        return Optional.empty();
    }
  }

  /** Whether the text can be a call's id. */
  static boolean isCallId(String text) {
    if (text.isEmpty() || text.length() > MAX_CALL_ID) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
      if (!letter && c != '-' && c != '_') {
        return false;
      }
    }
    return true;
  }

  /**
   * A decimal number of ASCII digits, perhaps after a minus; empty if it is none or out of range.
   */
  static OptionalLong number(String text, long least, long most) {
    if (text.length() > 20 || !digits(text)) {
      return OptionalLong.empty();
    }
    try {
      long value = Long.parseLong(text);
      return value >= least && value <= most ? OptionalLong.of(value) : OptionalLong.empty();
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  private static boolean digits(String text) {
    int start = text.startsWith("-") ? 1 : 0;
    for (int i = start; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return text.length() > start;
  }
}
