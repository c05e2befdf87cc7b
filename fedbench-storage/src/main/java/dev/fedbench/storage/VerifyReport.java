package dev.fedbench.storage;

import java.util.List;

/**
 * What a look at every byte of a store has found.
 *
 * @param records that were read
 * @param bytes of the files that hold them
 * @param problems what is wrong and which tensors it concerns; the first {@value #MAX_PROBLEMS}
 */
public record VerifyReport(long records, long bytes, List<String> problems) {

  /** No more are listed. */
  public static final int MAX_PROBLEMS = 100;

  public VerifyReport {
    problems = List.copyOf(problems);
  }

  /** Whether nothing is wrong. */
  public boolean sound() {
    return problems.isEmpty();
  }
}
