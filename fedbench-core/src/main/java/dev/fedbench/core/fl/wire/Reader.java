package dev.fedbench.core.fl.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads hostile bytes, big-endian: each length is checked before anything is held. */
final class Reader {

  private final ByteBuffer in;

  Reader(ByteBuffer body) {
    in = body.duplicate().order(ByteOrder.BIG_ENDIAN);
  }

  int u8(String what) throws MalformedMessageException {
    need(1, what);
    return in.get() & 0xff;
  }

  int u16(String what) throws MalformedMessageException {
    need(2, what);
    return in.getShort() & 0xffff;
  }

  /** A number of 0 to 2^31 - 1. */
  int u31(String what) throws MalformedMessageException {
    need(4, what);
    int value = in.getInt();
    if (value < 0) {
      throw new MalformedMessageException(what + ": above 2^31 - 1");
    }
    return value;
  }

  /** A number of 0 to 2^63 - 1. */
  long u63(String what) throws MalformedMessageException {
    long value = i64(what);
    if (value < 0) {
      throw new MalformedMessageException(what + ": above 2^63 - 1");
    }
    return value;
  }

  long i64(String what) throws MalformedMessageException {
    need(8, what);
    return in.getLong();
  }

  /** A finite number: nothing that we measure is anything else, and reports can say no other. */
  double f64(String what) throws MalformedMessageException {
    need(8, what);
    double value = in.getDouble();
    if (!Double.isFinite(value)) {
      throw new MalformedMessageException(what + ": not finite");
    }
    return value;
  }

  boolean flag(String what) throws MalformedMessageException {
    int value = u8(what);
    if (value > 1) {
      throw new MalformedMessageException("%s: %d; expected 0 or 1".formatted(what, value));
    }
    return value == 1;
  }

  byte[] bytes(int length, String what) throws MalformedMessageException {
    need(length, what);
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  /** UTF-8 text behind a length of two bytes. */
  String text(int maxBytes, String what) throws MalformedMessageException {
    int length = u16(what);
    if (length > maxBytes) {
      throw new MalformedMessageException(
          "%s: %d bytes; expected at most %d".formatted(what, length, maxBytes));
    }
    need(length, what);
    ByteBuffer slice = in.slice().limit(length);
    in.position(in.position() + length);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(slice).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedMessageException(what + ": not UTF-8");
    }
  }

  /** All that is left, shared. */
  ByteBuffer rest() {
    ByteBuffer rest = in.slice();
    in.position(in.limit());
    return rest;
  }

  int position() {
    return in.position();
  }

  /** The message ends here. */
  void end() throws MalformedMessageException {
    if (in.hasRemaining()) {
      throw new MalformedMessageException(in.remaining() + " bytes too many");
    }
  }

  private void need(int bytes, String what) throws MalformedMessageException {
    if (in.remaining() < bytes) {
      throw new MalformedMessageException(
          "%s: %d bytes where %d are needed".formatted(what, in.remaining(), bytes));
    }
  }

  /**
   * Runs a parse in which nothing but our own exception may escape; a bug there is still no crash.
   */
  static <T> T total(Parse<T> parse) throws MalformedMessageException {
    try {
      return parse.run();
    } catch (ArithmeticException | IllegalArgumentException e) {
      throw new MalformedMessageException(String.valueOf(e.getMessage()));
    }
  }

  /** A parse. */
  interface Parse<T> {
    T run() throws MalformedMessageException;
  }
}
