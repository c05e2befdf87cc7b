package dev.fedbench.zk.snarkjs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON (RFC 8259) from strangers: maps, lists and strings; numbers stay the text they are.
 * Bounded in depth, and in the length of numbers and strings, which are short here.
 */
public final class Json {

  private static final int MOST_DEPTH = 16;
  private static final int MOST_TEXT = 1_000;

  private final String text;
  private int at;
  private int depth;

  private Json(String text) {
    this.text = text;
  }

  /** A map, a list, a string (numbers too) or a boolean. */
  public static Object parse(String text) throws SnarkjsFormatException {
    Json json = new Json(text);
    Object value = json.value();
    json.blanks();
    if (json.at < text.length()) {
      throw json.unexpected("the end");
    }
    return value;
  }

  private Object value() throws SnarkjsFormatException {
    if (++depth > MOST_DEPTH) {
      throw new SnarkjsFormatException("JSON nested deeper than " + MOST_DEPTH);
    }
    blanks();
    Object value =
        switch (peek()) {
          case '{' -> object();
          case '[' -> array();
          case '"' -> string();
          case 't' -> literal("true", true);
          case 'f' -> literal("false", false);
          default -> number();
        };
    depth--;
    return value;
  }

  private Map<String, Object> object() throws SnarkjsFormatException {
    Map<String, Object> object = new LinkedHashMap<>();
    at++;
    blanks();
    if (peek() == '}') {
      at++;
      return object;
    }
    do {
      blanks();
      if (peek() != '"') {
        throw unexpected("a name");
      }
      String name = string();
      blanks();
      expect(':');
      if (object.putIfAbsent(name, value()) != null) {
        throw new SnarkjsFormatException("\"%s\" stands there twice".formatted(name));
      }
      blanks();
    } while (another('}'));
    return object;
  }

  private List<Object> array() throws SnarkjsFormatException {
    List<Object> array = new ArrayList<>();
    at++;
    blanks();
    if (peek() == ']') {
      at++;
      return array;
    }
    do {
      array.add(value());
      blanks();
    } while (another(']'));
    return array;
  }

  /** Takes a comma, or the end. */
  private boolean another(char end) throws SnarkjsFormatException {
    if (peek() == ',') {
      at++;
      return true;
    }
    expect(end);
    return false;
  }

  private String string() throws SnarkjsFormatException {
    int start = ++at;
    while (peek() != '"') {
      if (peek() == '\\' || peek() < ' ') {
        throw unexpected("a plain character");
      }
      next(start, "string");
    }
    return text.substring(start, at++);
  }

  private String number() throws SnarkjsFormatException {
    int start = at;
    if (peek() == '-') {
      at++;
    }
    int digits = at;
    while (peek() >= '0' && peek() <= '9') {
      next(start, "number");
    }
    if (at == digits) {
      throw unexpected("a value");
    }
    return text.substring(start, at);
  }

  private void next(int start, String what) throws SnarkjsFormatException {
    at++;
    if (at - start > MOST_TEXT) {
      throw new SnarkjsFormatException(
          "a %s of more than %d characters".formatted(what, MOST_TEXT));
    }
  }

  private Object literal(String word, Object value) throws SnarkjsFormatException {
    if (!text.startsWith(word, at)) {
      throw unexpected("a value");
    }
    at += word.length();
    return value;
  }

  private void blanks() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private void expect(char wanted) throws SnarkjsFormatException {
    if (peek() != wanted) {
      throw unexpected("'" + wanted + "'");
    }
    at++;
  }

  /** 0 at the end. */
  private char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  private SnarkjsFormatException unexpected(String wanted) {
    String found = at < text.length() ? "'" + text.charAt(at) + "'" : "the end";
    return new SnarkjsFormatException(
        "JSON: %s at character %d; expected %s".formatted(found, at, wanted));
  }
}
