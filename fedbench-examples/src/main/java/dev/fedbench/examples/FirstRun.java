package dev.fedbench.examples;

import dev.fedbench.Benchmark;

/** The first run: ten clients, their updates proved and signed, over HTTP on this machine. */
public final class FirstRun {

  private FirstRun() {}

  public static void main(String[] args) {
    Benchmark.builder().clients(10).secure().run().print();
  }
}
