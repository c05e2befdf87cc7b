package dev.fedbench.core.report;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads JSON that may come from anywhere: depth and lengths are bounded, and so is what is kept of
 * it. Whatever is wrong is an {@link IOException}. Not thread-safe.
 */
final class JsonInput implements Closeable {

  /** What may be kept, in characters; a value counts as some, for the objects that hold it. */
  private static final long MOST_KEPT = 64_000_000;

  private static final int PER_VALUE = 32;

  private final JsonParser parser;
  private long kept;

  JsonInput(InputStream in) throws IOException {
    // A decoder that reports what is not UTF-8; Jackson would guess at other encodings.
    Reader text = new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder());
    parser = JsonFormat.FACTORY.createParser(text);
  }

  /** Reads what comes next, all of it. */
  @FunctionalInterface
  interface Element {
    void read() throws IOException;
  }

  /** Reads the value of a field, all of it. */
  @FunctionalInterface
  interface Field {
    void read(String name) throws IOException;
  }

  /** Reads the only value there is, an object. */
  void document(Field field) throws IOException {
    next();
    object(field);
    if (parser.nextToken() != null) {
      throw new IOException("there is more after the end");
    }
  }

  /** Reads an object, field by field. A name that comes twice is an error. */
  void object(Field field) throws IOException {
    expect(JsonToken.START_OBJECT, "an object");
    Set<String> seen = new HashSet<>();
    while (next() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      if (!seen.add(name)) {
        throw new IOException("the field '%s' comes twice".formatted(name));
      }
      keep(name.length());
      next();
      field.read(name);
    }
  }

  /** Reads a list, element by element. */
  void list(Element element) throws IOException {
    expect(JsonToken.START_ARRAY, "a list");
    while (next() != JsonToken.END_ARRAY) {
      element.read();
    }
  }

  void skip() throws IOException {
    parser.skipChildren();
  }

  /** Reads an object as a whole. */
  Fields fields() throws IOException {
    return new Fields(map());
  }

  /** Reads a value as a whole: text, Boolean, Long, Double, List, Map or null. */
  Object value() throws IOException {
    keep(PER_VALUE);
    return switch (parser.currentToken()) {
      case START_OBJECT -> map();
      case START_ARRAY -> list();
      case VALUE_STRING -> text();
      case VALUE_NUMBER_INT -> parser.getLongValue();
      case VALUE_NUMBER_FLOAT -> number();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> null;
    };
  }

  private Map<String, Object> map() throws IOException {
    Map<String, Object> map = new LinkedHashMap<>();
    object(name -> map.put(name, value()));
    return map;
  }

  private List<Object> list() throws IOException {
    List<Object> list = new ArrayList<>();
    list(() -> list.add(value()));
    return list;
  }

  private String text() throws IOException {
    String text = parser.getText();
    keep(text.length());
    return text;
  }

  private double number() throws IOException {
    double number = parser.getDoubleValue();
    if (!Double.isFinite(number)) {
      throw new IOException("the number %s is too large".formatted(parser.getText()));
    }
    return number;
  }

  /** What is kept so far; see {@link #forget}. */
  long kept() {
    return kept;
  }

  /** Nothing is kept of what was read since {@code before} was {@link #kept}. */
  void forget(long before) {
    kept = before;
  }

  private void keep(long characters) throws IOException {
    kept += characters;
    if (kept > MOST_KEPT) {
      throw new IOException("more than %d characters to keep".formatted(MOST_KEPT));
    }
  }

  private JsonToken next() throws IOException {
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw new IOException("it ends too early");
    }
    return token;
  }

  private void expect(JsonToken token, String what) throws IOException {
    if (parser.currentToken() != token) {
      throw new IOException("expected %s here".formatted(what));
    }
  }

  /** Where reading is. */
  String where() {
    return "line %d, column %d"
        .formatted(parser.currentLocation().getLineNr(), parser.currentLocation().getColumnNr());
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
