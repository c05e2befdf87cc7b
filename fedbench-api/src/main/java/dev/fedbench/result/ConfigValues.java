package dev.fedbench.result;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Configuration as data: what JSON can say, in one form, so that a file gives back its equal. */
final class ConfigValues {

  private ConfigValues() {}

  /**
   * A deep, unmodifiable copy. Integers become {@link Long}, floats {@link Double}.
   *
   * @throws IllegalArgumentException for what JSON cannot say
   */
  static Map<String, Object> copy(Map<String, ?> config) {
    Map<String, Object> copy = new LinkedHashMap<>();
    config.forEach((name, value) -> copy.put(name, copy(name, value)));
    return Collections.unmodifiableMap(copy);
  }

  private static Object copy(String name, Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> inner = new LinkedHashMap<>();
      map.forEach((key, one) -> inner.put(String.valueOf(key), one));
      return copy(inner);
    }
    if (value instanceof List<?> list) {
      return Collections.unmodifiableList(
          list.stream().map(one -> copy(name, one)).collect(Collectors.toList()));
    }
    if (value == null || value instanceof String || value instanceof Boolean) {
      return value;
    }
    if (value instanceof Integer || value instanceof Long || value instanceof Short) {
      return ((Number) value).longValue();
    }
    if ((value instanceof Double || value instanceof Float)
        && Double.isFinite(((Number) value).doubleValue())) {
      return ((Number) value).doubleValue();
    }
    throw new IllegalArgumentException(
        "config '%s': a %s; expected text, a boolean, a finite number, a list, a map or null"
            .formatted(name, value.getClass().getSimpleName()));
  }
}
