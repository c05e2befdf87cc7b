package dev.fedbench.storage.config;

import dev.fedbench.spi.Problems;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeSet;

/**
 * Values by their keys, whatever they are: what is not as expected is a problem that names the key,
 * what was found and what is expected, and counts as absent.
 */
record Entries(Map<String, ?> values, Problems problems) {

  /** Of what was found, this much is repeated. */
  private static final int SHOWN = 60;

  /** No other keys are there. */
  void expectOnly(List<String> known) {
    for (String key : values.keySet()) {
      problems.expect(
          known.contains(key), "%s: there is no such key; expected %s", shown(key), known);
    }
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  Optional<Boolean> flag(String key) {
    if (!has(key)) {
      return Optional.empty();
    }
    if (values.get(key) instanceof Boolean flag) {
      return Optional.of(flag);
    }
    wrong(key, "true or false");
    return Optional.empty();
  }

  OptionalDouble number(String key, double least, double most) {
    if (!has(key)) {
      return OptionalDouble.empty();
    }
    double value = values.get(key) instanceof Number number ? number.doubleValue() : Double.NaN;
    if (value >= least && value <= most) {
      return OptionalDouble.of(value);
    }
    wrong(key, "a number from %s to %s".formatted(least, most));
    return OptionalDouble.empty();
  }

  OptionalInt whole(String key, int least, int most) {
    if (!has(key)) {
      return OptionalInt.empty();
    }
    Optional<Integer> value =
        whole(values.get(key)).filter(found -> found >= least && found <= most);
    if (value.isEmpty()) {
      wrong(key, "a whole number from %d to %d".formatted(least, most));
    }
    return value.isPresent() ? OptionalInt.of(value.get()) : OptionalInt.empty();
  }

  /** A whole number as it may come from a parser; none if it is no int. */
  static Optional<Integer> whole(Object value) {
    boolean isWhole =
        value instanceof Integer
            || value instanceof Long
            || value instanceof Short
            || value instanceof Byte
            || value instanceof BigInteger big && big.bitLength() < Long.SIZE;
    if (!isWhole) {
      return Optional.empty();
    }
    long found = ((Number) value).longValue();
    return found == (int) found ? Optional.of((int) found) : Optional.empty();
  }

  /** One of several words, in upper or lower case. */
  <T> Optional<T> word(String key, Map<String, T> known) {
    if (!has(key)) {
      return Optional.empty();
    }
    Optional<T> found =
        values.get(key) instanceof String word
            ? Optional.ofNullable(known.get(word.toLowerCase(Locale.ROOT)))
            : Optional.empty();
    if (found.isEmpty()) {
      wrong(key, oneOf(known));
    }
    return found;
  }

  static String oneOf(Map<String, ?> words) {
    return "one of " + new TreeSet<>(words.keySet());
  }

  void wrong(String key, String expected) {
    problems.expect(false, "%s: %s; expected %s", key, found(values.get(key)), expected);
  }

  private static String found(Object value) {
    if (value instanceof String text) {
      return "'" + shown(text) + "'";
    }
    if (value instanceof Boolean || value instanceof Number) {
      return shown(value.toString());
    }
    return value == null
        ? "null"
        : value instanceof Map ? "an object" : value instanceof List ? "a list" : "something else";
  }

  private static String shown(String text) {
    String printable = text.replaceAll("\\p{Cntrl}", "?");
    return printable.length() <= SHOWN ? printable : printable.substring(0, SHOWN) + "…";
  }
}
