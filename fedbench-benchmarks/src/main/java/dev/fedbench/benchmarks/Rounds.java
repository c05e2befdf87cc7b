package dev.fedbench.benchmarks;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** Values that were measured side by side, round after round, in the order of their names. */
final class Rounds {

  private final int rounds;
  private final Map<String, double[]> values = new LinkedHashMap<>();

  Rounds(int rounds) {
    this.rounds = rounds;
  }

  void add(String name, int round, double value) {
    values.computeIfAbsent(name, key -> new double[rounds])[round] = value;
  }

  void print(PrintStream out) {
    values.forEach((name, all) -> out.printf("  %s %s%n", name, Median.of(all).text("%.0f")));
  }

  /** Of the ratios within each round. */
  String ratio(String name, String other) {
    double[] ratios = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      ratios[i] = values.get(name)[i] / values.get(other)[i];
    }
    return Median.of(ratios).text("%.2f");
  }
}
