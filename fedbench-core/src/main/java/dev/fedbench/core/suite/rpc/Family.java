package dev.fedbench.core.suite.rpc;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the suite's scenarios are about; a scenario's name. */
enum Family {
  /** As many requests as there can be: closed loops. */
  THROUGHPUT,
  /** Requests at given times, whatever becomes of them: open loops. */
  LATENCY,
  /** What compression and encryption cost. */
  FEATURES;

  /** The name that users type. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static List<String> words() {
    return Arrays.stream(values()).map(Family::word).toList();
  }

  static Optional<Family> of(String word) {
    return Arrays.stream(values()).filter(family -> family.word().equals(word)).findFirst();
  }
}
