package dev.fedbench.benchmarks;

import java.io.PrintStream;

/** How well federated training learns, against central training with as many epochs. */
final class Learning implements Figure {

  @Override
  public void measure(PrintStream out) {
    throw new UnsupportedOperationException();
  }
}
