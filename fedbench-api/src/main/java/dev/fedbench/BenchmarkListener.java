package dev.fedbench;

/**
 * Hears events: one call at a time, but from any thread. Must be quick: the run waits. What it
 * throws becomes a warning, and it hears no more.
 */
@FunctionalInterface
public interface BenchmarkListener {
  void on(BenchmarkEvent event);
}
