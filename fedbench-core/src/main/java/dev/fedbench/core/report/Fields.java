package dev.fedbench.core.report;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The fields of a JSON object that was read, by name and type. What is missing or of another type
 * is an {@link IOException} that names the field; what nobody asks for is ignored.
 */
final class Fields {

  private static final double MOST_SECONDS = 9e9;

  private final Map<String, Object> values;

  Fields(Map<String, Object> values) {
    this.values = values;
  }

  Set<String> names() {
    return values.keySet();
  }

  String text(String name) throws IOException {
    return typed(name, String.class, "text");
  }

  Optional<String> optionalText(String name) throws IOException {
    return isNull(name) ? Optional.empty() : Optional.of(text(name));
  }

  long integer(String name) throws IOException {
    return typed(name, Long.class, "an integer");
  }

  OptionalLong optionalInteger(String name) throws IOException {
    return isNull(name) ? OptionalLong.empty() : OptionalLong.of(integer(name));
  }

  /** An integer from 0 that fits an int. */
  int index(String name) throws IOException {
    long value = integer(name);
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw wrong(name, "an integer from 0 to " + Integer.MAX_VALUE);
    }
    return (int) value;
  }

  double number(String name) throws IOException {
    return values.get(name) instanceof Long integer
        ? integer.doubleValue()
        : typed(name, Double.class, "a number");
  }

  OptionalDouble optionalNumber(String name) throws IOException {
    return isNull(name) ? OptionalDouble.empty() : OptionalDouble.of(number(name));
  }

  boolean flag(String name) throws IOException {
    return typed(name, Boolean.class, "true or false");
  }

  Duration seconds(String name) throws IOException {
    double seconds = number(name);
    if (!(seconds >= 0 && seconds <= MOST_SECONDS)) {
      throw wrong(name, "seconds from 0 to " + MOST_SECONDS);
    }
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }

  Instant instant(String name) throws IOException {
    try {
      return Instant.parse(text(name));
    } catch (DateTimeException e) {
      throw wrong(name, "a time such as 2025-04-24T12:34:56.789Z");
    }
  }

  <E extends Enum<E>> E constant(Class<E> type, String name) throws IOException {
    String text = text(name);
    for (E constant : type.getEnumConstants()) {
      if (JsonFormat.text(constant).equals(text)) {
        return constant;
      }
    }
    throw wrong(
        name, "one of " + List.of(type.getEnumConstants()).toString().toLowerCase(Locale.ROOT));
  }

  <E extends Enum<E>> Optional<E> optionalConstant(Class<E> type, String name) throws IOException {
    return isNull(name) ? Optional.empty() : Optional.of(constant(type, name));
  }

  /** An object's fields, as data. */
  Map<String, Object> map(String name) throws IOException {
    Map<?, ?> values = typed(name, Map.class, "an object");
    Map<String, Object> map = new LinkedHashMap<>();
    values.forEach((key, value) -> map.put((String) key, value));
    return map;
  }

  Fields object(String name) throws IOException {
    return new Fields(map(name));
  }

  Optional<Fields> optionalObject(String name) throws IOException {
    return isNull(name) ? Optional.empty() : Optional.of(object(name));
  }

  /** An object whose values are all text. */
  Map<String, String> texts(String name) throws IOException {
    Fields fields = object(name);
    Map<String, String> texts = new LinkedHashMap<>();
    for (String key : fields.names()) {
      texts.put(key, fields.text(key));
    }
    return texts;
  }

  /** A list of texts. */
  List<String> textList(String name) throws IOException {
    List<String> texts = new ArrayList<>();
    for (Object one : list(name)) {
      texts.add(new Fields(Collections.singletonMap(name, one)).text(name));
    }
    return texts;
  }

  /** A list of objects. */
  List<Fields> objects(String name) throws IOException {
    List<Fields> objects = new ArrayList<>();
    for (Object one : list(name)) {
      objects.add(new Fields(Collections.singletonMap(name, one)).object(name));
    }
    return objects;
  }

  private List<?> list(String name) throws IOException {
    return typed(name, List.class, "a list");
  }

  private boolean isNull(String name) throws IOException {
    if (!values.containsKey(name)) {
      throw new IOException("the field '%s' is missing".formatted(name));
    }
    return values.get(name) == null;
  }

  private <T> T typed(String name, Class<T> type, String expected) throws IOException {
    if (isNull(name) || !type.isInstance(values.get(name))) {
      throw wrong(name, expected);
    }
    return type.cast(values.get(name));
  }

  private IOException wrong(String name, String expected) {
    String found = String.valueOf(values.get(name));
    return new IOException(
        "the field '%s' is %s; expected %s"
            .formatted(name, found.length() > 80 ? found.substring(0, 80) + "…" : found, expected));
  }
}
