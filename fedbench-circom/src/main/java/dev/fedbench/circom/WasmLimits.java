package dev.fedbench.circom;

/**
 * What a circuit's program may use for one witness.
 *
 * @param memoryBytes of its memory; a multiple of 64 KiB, up to 2 GiB less that much
 * @param steps iterations of loops and calls of functions, together. No other instructions are
 *     counted: between two steps there are never more than one function has
 */
public record WasmLimits(long memoryBytes, long steps) {

  static final int PAGE_BYTES = 1 << 16;

  private static final long MOST_BYTES = (1L << 31) - PAGE_BYTES;

  /** 512 MiB, 10^10 steps: some seconds. */
  public static final WasmLimits DEFAULTS = new WasmLimits(512L << 20, 10_000_000_000L);

  /**
   * @throws IllegalArgumentException if there are no such limits
   */
  public WasmLimits {
    if (memoryBytes < PAGE_BYTES || memoryBytes > MOST_BYTES || memoryBytes % PAGE_BYTES != 0) {
      throw new IllegalArgumentException(
          "%d bytes of memory; expected a multiple of %d up to %d"
              .formatted(memoryBytes, PAGE_BYTES, MOST_BYTES));
    }
    if (steps < 1) {
      throw new IllegalArgumentException("%d steps; expected at least 1".formatted(steps));
    }
  }

  int pages() {
    return (int) (memoryBytes / PAGE_BYTES);
  }
}
