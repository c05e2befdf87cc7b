package dev.fedbench.result;

/**
 * Renders a result as text tables; a service that {@code fedbench-core} provides, looked for in the
 * thread's context class loader, then in that of the api.
 */
public interface ResultRenderer {

  /** The tables, lines separated by {@code \n}, without colours. Pure. */
  String render(BenchmarkResult result);
}
