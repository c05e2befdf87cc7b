package dev.fedbench.storage.safetensors;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The tokens of a JSON text (RFC 8259) in UTF-8, one by one. Our own, because a header is one
 * object of a fixed shape: a streaming parser of it is shorter than the rules that would keep a
 * general one in bounds, and a store for hosts to embed brings no library along. It keeps nothing
 * but its position, and recursion ends at {@value #MAX_DEPTH}.
 */
final class Json {

  private static final int MAX_DEPTH = 16;

  /** Longer strings are refused: names have at most 4,096 characters, metadata 2 MiB in all. */
  private static final int MAX_STRING_BYTES = 2 << 20;

  private final byte[] text;
  private final int end;
  private int at;

  Json(byte[] text, int from, int end) {
    this.text = text;
    this.at = from;
    this.end = end;
  }

  SafetensorsException error(String what) {
    return new SafetensorsException("header, byte %d: %s".formatted(at, what));
  }

  private void space() {
    while (at < end
        && (text[at] == ' ' || text[at] == '\n' || text[at] == '\r' || text[at] == '\t')) {
      at++;
    }
  }

  /** The next character that is no space, which stays. */
  private int peek() throws SafetensorsException {
    space();
    if (at == end) {
      throw error("the JSON ends too early");
    }
    return text[at];
  }

  void expect(char c) throws SafetensorsException {
    if (peek() != c) {
      throw error("found '%s'; expected '%s'".formatted(printable(text[at]), c));
    }
    at++;
  }

  private static String printable(byte b) {
    return b >= ' ' && b < 0x7f ? String.valueOf((char) b) : "byte 0x%02x".formatted(b & 0xff);
  }

  /** Takes the character if it comes next. */
  boolean take(char c) throws SafetensorsException {
    if (peek() != c) {
      return false;
    }
    at++;
    return true;
  }

  /** Only spaces are left. */
  void end() throws SafetensorsException {
    space();
    if (at != end) {
      throw error("more follows after the header's object");
    }
  }

  String string() throws SafetensorsException {
    expect('"');
    int start = at;
    boolean escaped = false;
    while (at < end && text[at] != '"') {
      if (text[at] >= 0 && text[at] < ' ') {
        throw error("a control character in a string");
      }
      escaped |= text[at] == '\\';
      at += text[at] == '\\' ? 2 : 1;
      if (at - start > MAX_STRING_BYTES) {
        throw error("a string of more than %d bytes".formatted(MAX_STRING_BYTES));
      }
    }
    if (at >= end) {
      at = end;
      throw error("a string without an end");
    }
    String raw = utf8(start, at);
    at++;
    return escaped ? unescaped(raw) : raw;
  }

  private String utf8(int from, int to) throws SafetensorsException {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(text, from, to - from);
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw error("a string that is not UTF-8");
    }
  }

  private String unescaped(String raw) throws SafetensorsException {
    StringBuilder out = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c != '\\') {
        out.append(c);
        continue;
      }
      c = raw.charAt(++i); // an escape is never the last character: string() went past it
      switch (c) {
        case '"', '\\', '/' -> out.append(c);
        case 'b' -> out.append('\b');
        case 'f' -> out.append('\f');
        case 'n' -> out.append('\n');
        case 'r' -> out.append('\r');
        case 't' -> out.append('\t');
        case 'u' -> {
          out.append(hex(raw, i + 1));
          i += 4;
        }
        default -> throw error("a string with the escape \\" + c);
      }
    }
    return out.toString();
  }

  private char hex(String raw, int from) throws SafetensorsException {
    if (from + 4 > raw.length()
        || !raw.substring(from, from + 4)
            .chars()
            .allMatch(c -> Character.digit(c, 16) >= 0 && c < 0x80)) {
      throw error("a string with \\u and no four hexadecimal digits");
    }
    return (char) Integer.parseInt(raw.substring(from, from + 4), 16);
  }

  /** A whole number from 0 to 2^63 - 1, as all numbers are that mean something here. */
  long whole() throws SafetensorsException {
    peek();
    int start = at;
    long value = 0;
    while (at < end && text[at] >= '0' && text[at] <= '9') {
      int digit = text[at] - '0';
      if (value > (Long.MAX_VALUE - digit) / 10) {
        throw error("a number above 2^63 - 1");
      }
      value = 10 * value + digit;
      at++;
    }
    boolean more = at < end && (text[at] == '.' || text[at] == 'e' || text[at] == 'E');
    if (at == start || more || text[start] == '0' && at - start > 1) {
      throw error("expected a whole number, not negative");
    }
    return value;
  }

  /** Passes over any value. */
  void skip() throws SafetensorsException {
    skip(0);
  }

  private void skip(int depth) throws SafetensorsException {
    if (depth == MAX_DEPTH) {
      throw error("nested deeper than %d".formatted(MAX_DEPTH));
    }
    switch (peek()) {
      case '{' -> skipObject(depth);
      case '[' -> skipArray(depth);
      case '"' -> string();
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      default -> number();
    }
  }

  private void skipObject(int depth) throws SafetensorsException {
    expect('{');
    if (take('}')) {
      return;
    }
    do {
      string();
      expect(':');
      skip(depth + 1);
    } while (take(','));
    expect('}');
  }

  private void skipArray(int depth) throws SafetensorsException {
    expect('[');
    if (take(']')) {
      return;
    }
    do {
      skip(depth + 1);
    } while (take(','));
    expect(']');
  }

  private void word(String word) throws SafetensorsException {
    for (int i = 0; i < word.length(); i++) {
      if (at == end || text[at] != word.charAt(i)) {
        throw error("expected '%s'".formatted(word));
      }
      at++;
    }
  }

  private void number() throws SafetensorsException {
    int start = at;
    while (at < end && "+-.0123456789eE".indexOf(text[at]) >= 0) {
      at++;
    }
    String number = new String(text, start, at - start, StandardCharsets.ISO_8859_1);
    if (!number.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?")) {
      throw error("expected a value");
    }
  }
}
