package dev.fedbench.benchmarks;

import java.io.PrintStream;

/** Something to measure and print. */
interface Figure {
  void measure(PrintStream out) throws Exception;
}
