package dev.fedbench.core.report;

import dev.fedbench.metric.Unit;
import java.util.List;
import java.util.Locale;

/** Numbers for people: four significant digits, and a unit of a fitting size. */
final class Quantity {

  private static final List<String> BINARY = List.of("B", "KiB", "MiB", "GiB", "TiB", "PiB");
  private static final List<String> DECIMAL = List.of("", "k", "M", "G", "T", "P");

  private Quantity() {}

  static String text(double value, Unit unit, ConsoleStyle style) {
    return switch (unit) {
      case SECONDS -> seconds(value, style);
      case BYTES -> scaled(value, 1024, BINARY);
      case BYTES_PER_SECOND -> scaled(value, 1024, BINARY) + "/s";
      case COUNT -> scaled(value, 1000, DECIMAL);
      case PER_SECOND -> scaled(value, 1000, DECIMAL) + "/s";
      case RATIO -> String.format(Locale.ROOT, "%.4f", value);
      case VALUE -> plain(value);
    };
  }

  private static String seconds(double value, ConsoleStyle style) {
    double size = Math.abs(value);
    if (size == 0 || size >= 1) {
      return plain(value) + "s";
    }
    if (size >= 1e-3) {
      return digits(value * 1e3) + "ms";
    }
    return size >= 1e-6
        ? digits(value * 1e6) + (style.unicode() ? "µs" : "us")
        : plain(value * 1e9) + "ns";
  }

  private static String scaled(double value, double step, List<String> names) {
    if (value == Math.rint(value) && Math.abs(value) < 10 * step) {
      return (long) value + names.get(0);
    }
    double left = value;
    int size = 0;
    while (Math.abs(left) >= step && size < names.size() - 1) {
      left /= step;
      size++;
    }
    return plain(left) + names.get(size);
  }

  /** Without a unit. */
  static String plain(double value) {
    double size = Math.abs(value);
    if (size == 0) {
      return "0";
    }
    return size >= 1e-3 && size < 1e9 ? digits(value) : String.format(Locale.ROOT, "%.3e", value);
  }

  /** Four significant digits, or all before the point. */
  private static String digits(double value) {
    double size = Math.abs(value);
    int decimals = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : 3;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
