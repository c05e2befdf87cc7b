package dev.fedbench.result;

import java.time.Duration;
import java.util.OptionalDouble;

/** What figures of a result can be: what is not, nobody can have measured. */
final class Figures {

  private Figures() {}

  /** A count, an index or a version. */
  static void atLeast(String what, long value, long least) {
    if (value < least) {
      throw wrong(what, value, "at least " + least);
    }
  }

  static void finite(String what, double value) {
    if (!Double.isFinite(value)) {
      throw wrong(what, value, "a finite number");
    }
  }

  static void seconds(String what, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw wrong(what, value, "a finite number of seconds, at least 0");
    }
  }

  static void seconds(String what, OptionalDouble value) {
    seconds(what, value.orElse(0));
  }

  static void notNegative(String what, Duration value) {
    if (value.isNegative()) {
      throw wrong(what, value, "at least 0");
    }
  }

  /** A share of one. */
  static void share(String what, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw wrong(what, value, "0 to 1");
    }
  }

  private static IllegalArgumentException wrong(String what, Object found, String expected) {
    return new IllegalArgumentException("%s: %s; expected %s".formatted(what, found, expected));
  }
}
