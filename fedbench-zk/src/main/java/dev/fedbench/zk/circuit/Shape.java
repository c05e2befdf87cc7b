package dev.fedbench.zk.circuit;

import java.util.Locale;

/**
 * What tells circuits apart.
 *
 * @param size values of an update, or of a chunk of one
 * @param bits of a value, its sign included
 * @param chained whether the circuit proves a chunk of an update
 */
public record Shape(Kind kind, int size, int bits, boolean chained) {

  /** The widest a value can be. */
  public static final int MOST_BITS = 32;

  /** Values of an update, whose count and norm are to stay far below the field's order. */
  public static final long MOST_VALUES = (1L << 32) - 1;

  private static final int MOST_SIZE = 1 << 22;
  private static final int WORD_BITS = 253;

  /**
   * @throws IllegalArgumentException if there is no such circuit
   */
  public Shape {
    if (size < 1 || size > MOST_SIZE) {
      throw new IllegalArgumentException(
          "a circuit for %d values; expected 1 to %d".formatted(size, MOST_SIZE));
    }
    if (bits < 2 || bits > MOST_BITS) {
      throw new IllegalArgumentException(
          "values of %d bits; expected 2 to %d".formatted(bits, MOST_BITS));
    }
  }

  /** Such as {@code secure-11-16}, or {@code secure-chunk-1024-16}. */
  public String id() {
    return "%s-%s%d-%d"
        .formatted(kind.name().toLowerCase(Locale.ROOT), chained ? "chunk-" : "", size, bits);
  }

  /** Values that are packed into a field element. */
  int valuesPerWord() {
    return WORD_BITS / bits;
  }

  /** Field elements that the values are packed into. */
  int words() {
    return (size + valuesPerWord() - 1) / valuesPerWord();
  }

  /** NB: bits that the norm, and its distance from any bound that is allowed, fits in. */
  public int normBits() {
    return chained ? 2 * bits + 30 : 2 * bits - 2 + log2(size) + 1;
  }

  /** Bits that the count, and its distance from any bound that is allowed, fits in. */
  public int countBits() {
    return chained ? 32 : log2(size + 1);
  }

  /** The least k with 2^k at least n. */
  private static int log2(int n) {
    return 32 - Integer.numberOfLeadingZeros(n - 1);
  }

  /** How many public signals there are. */
  public int publics() {
    if (chained) {
      return 5;
    }
    return kind == Kind.SECURE ? 3 : 2;
  }
}
