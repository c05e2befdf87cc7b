package dev.fedbench.zk.circuit;

import dev.fedbench.zk.poseidon.Poseidon;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
  private static final Pattern ID =
      Pattern.compile("(standard|secure)-(chunk-)?([0-9]{1,9})-([0-9]{1,2})");

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

  /** The shape of an {@link #id}; empty for any other text. */
  public static Optional<Shape> parse(String id) {
    Matcher name = ID.matcher(id);
    if (!name.matches()) {
      return Optional.empty();
    }
    Kind kind = Kind.valueOf(name.group(1).toUpperCase(Locale.ROOT));
    try {
      Shape shape =
          new Shape(
              kind,
              Integer.parseInt(name.group(3)),
              Integer.parseInt(name.group(4)),
              name.group(2) != null);
      return Optional.of(shape).filter(found -> found.id().equals(id));
    } catch (IllegalArgumentException e) { // too large, or too wide
      return Optional.empty();
    }
  }

  /**
   * How many proofs an update of so many values needs; 0 if it can be none of this shape: 2^32 or
   * more, none at all, or of a whole one others than its size.
   */
  public long proofs(long values) {
    if (values < 1 || values > MOST_VALUES || !chained && values != size) {
      return 0;
    }
    return (values + size - 1) / size;
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

  /** How many constraints the circuit has. */
  public int constraints() {
    int perValue = bits + 3; // bits, square, and two for what counts
    int hashed = words() <= Commitment.BLOCK && !chained ? hash(1 + words()) : blocks();
    int values = Math.addExact(Math.multiplyExact(size, perValue), hashed);
    int bounds = kind == Kind.SECURE ? normBits() + 1 + countBits() + 1 : 1;
    if (!chained) {
      return values + bounds + 1; // the commitment
    }
    int flags = kind == Kind.SECURE ? 3 : 4;
    return values + bounds + flags + 2 * hash(3) + 2; // the states
  }

  private int blocks() {
    int blocks = (words() + Commitment.BLOCK - 1) / Commitment.BLOCK;
    return blocks * hash(1 + Commitment.BLOCK);
  }

  private static int hash(int inputs) {
    return Poseidon.constraints(inputs);
  }

  /**
   * The circuit for updates of that size: a whole one as long as it has no more constraints than
   * fit, together with a row a public signal, into so many; else one of the largest chunk that
   * does.
   */
  public static Shape fitting(Kind kind, long values, int bits, int most) {
    if (values <= MOST_SIZE) {
      Shape whole = new Shape(kind, (int) values, bits, false);
      if (whole.fits(most)) {
        return whole;
      }
    }
    int least = 1;
    int tooLarge = Math.max(2, most / bits);
    while (tooLarge - least > 1) {
      int middle = (least + tooLarge) >>> 1;
      if (new Shape(kind, middle, bits, true).fits(most)) {
        least = middle;
      } else {
        tooLarge = middle;
      }
    }
    return new Shape(kind, least, bits, true);
  }

  private boolean fits(int most) {
    return constraints() + publics() + 1 <= most;
  }

  /** How many public signals there are. */
  public int publics() {
    if (chained) {
      return 5;
    }
    return kind == Kind.SECURE ? 3 : 2;
  }
}
