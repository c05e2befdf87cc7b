package dev.fedbench.result;

/** Renders a result as text tables. {@code fedbench-core} provides it as a service. */
public interface ResultRenderer {

  /** The tables, lines separated by {@code \n}, without colours. Pure. */
  String render(BenchmarkResult result);
}
