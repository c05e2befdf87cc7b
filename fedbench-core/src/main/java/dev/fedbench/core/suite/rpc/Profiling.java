package dev.fedbench.core.suite.rpc;

import dev.fedbench.spi.Problems;

/**
 * What an extra iteration records with the flight recorder of the JVM, after those that count, in
 * the clients' process and in the server's.
 *
 * @param cpu whether methods are sampled
 * @param memory whether allocations are sampled
 * @param maxRows so many methods and so many allocation sites at most
 * @param maxFrames how deep a stack is looked at, from its top
 * @param packages what the names of classes begin with that count, such as {@code dev.fedbench}: of
 *     a stack the first such frame; empty for all, which is the top frame
 */
public record Profiling(boolean cpu, boolean memory, int maxRows, int maxFrames, String packages) {

  /** Nothing: no recording is started. */
  public static final Profiling NONE = new Profiling(false, false, 20, 64, "");

  /** Methods and allocations, 20 of each. */
  public static final Profiling FULL = new Profiling(true, true, 20, 64, "");

  public Profiling {
    new Problems()
        .between("profiling rows", maxRows, 1, 1_000)
        .between("profiling frames", maxFrames, 1, 2_048)
        .expect(
            packages.matches("[\\w.$]{0,200}"),
            "profiling packages '%s': expected the beginning of class names",
            packages)
        .orThrow();
  }

  /** Whether there is anything to record. */
  public boolean enabled() {
    return cpu || memory;
  }

  /** The same, of packages whose names begin so alone. */
  public Profiling of(String beginning) {
    return new Profiling(cpu, memory, maxRows, maxFrames, beginning);
  }
}
