package dev.fedbench.storage.vector;

import static jdk.incubator.vector.VectorOperators.AND;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.OR;
import static jdk.incubator.vector.VectorOperators.ROR;
import static jdk.incubator.vector.VectorOperators.XOR;

import dev.fedbench.storage.hash.spi.LaneSha256;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * What SHA-256 does with a block (FIPS 180-4, section 6.2.2), in each lane. Two small loops that
 * call nothing but the vector API: of more, compilers box vectors.
 */
final class Rounds {

  private static final int MOST_BITS = 512;
  private static final int FEWEST_LANES = 8;

  static final VectorSpecies<Integer> SPECIES =
      IntVector.SPECIES_PREFERRED.vectorBitSize() < MOST_BITS
          ? IntVector.SPECIES_256
          : IntVector.SPECIES_512;

  static final int LANES = SPECIES.length();

  /** How many rounds there are, and words of a schedule. */
  static final int COUNT = 64;

  /** The distance of a word of all lanes' states from the next. */
  private static final int ROW = LaneSha256.MOST;

  private static final int[] K = LaneSha256.roundConstants();

  private Rounds() {}

  /**
   * @throws UnsupportedOperationException if vectors are too short to gain anything
   */
  static void requireLanes() {
    int lanes = IntVector.SPECIES_PREFERRED.length();
    if (lanes < FEWEST_LANES) {
      throw new UnsupportedOperationException(
          "vectors of %d ints; expected %d at least".formatted(lanes, FEWEST_LANES));
    }
  }

  /** All words, from those of the block. */
  static void schedule(int[] words) {
    for (int t = Words.COUNT * LANES; t < COUNT * LANES; t += LANES) {
      IntVector x = IntVector.fromArray(SPECIES, words, t - 15 * LANES);
      IntVector y = IntVector.fromArray(SPECIES, words, t - 2 * LANES);
      IntVector small0 =
          x.lanewise(ROR, 7).lanewise(XOR, x.lanewise(ROR, 18)).lanewise(XOR, x.lanewise(LSHR, 3));
      IntVector small1 =
          y.lanewise(ROR, 17)
              .lanewise(XOR, y.lanewise(ROR, 19))
              .lanewise(XOR, y.lanewise(LSHR, 10));
      small0
          .add(IntVector.fromArray(SPECIES, words, t - 16 * LANES))
          .add(IntVector.fromArray(SPECIES, words, t - 7 * LANES))
          .add(small1)
          .intoArray(words, t);
    }
  }

  /**
   * The next state.
   *
   * @param states that word i of the first of these lanes is at {@code ROW * i + first} of
   */
  static void update(int[] states, int first, int[] words) {
    IntVector a = IntVector.fromArray(SPECIES, states, first);
    IntVector b = IntVector.fromArray(SPECIES, states, first + ROW);
    IntVector c = IntVector.fromArray(SPECIES, states, first + 2 * ROW);
    IntVector d = IntVector.fromArray(SPECIES, states, first + 3 * ROW);
    IntVector e = IntVector.fromArray(SPECIES, states, first + 4 * ROW);
    IntVector f = IntVector.fromArray(SPECIES, states, first + 5 * ROW);
    IntVector g = IntVector.fromArray(SPECIES, states, first + 6 * ROW);
    IntVector h = IntVector.fromArray(SPECIES, states, first + 7 * ROW);
    for (int t = 0; t < COUNT; t++) {
      IntVector big1 =
          e.lanewise(ROR, 6).lanewise(XOR, e.lanewise(ROR, 11)).lanewise(XOR, e.lanewise(ROR, 25));
      IntVector choice = f.lanewise(XOR, g).lanewise(AND, e).lanewise(XOR, g);
      IntVector t1 =
          h.add(IntVector.fromArray(SPECIES, words, LANES * t)).add(K[t]).add(choice).add(big1);
      IntVector big0 =
          a.lanewise(ROR, 2).lanewise(XOR, a.lanewise(ROR, 13)).lanewise(XOR, a.lanewise(ROR, 22));
      IntVector majority = a.lanewise(AND, b.lanewise(OR, c)).lanewise(OR, b.lanewise(AND, c));
      h = g;
      g = f;
      f = e;
      e = d.add(t1);
      d = c;
      c = b;
      b = a;
      a = t1.add(big0).add(majority);
    }
    a.add(IntVector.fromArray(SPECIES, states, first)).intoArray(states, first);
    b.add(IntVector.fromArray(SPECIES, states, first + ROW)).intoArray(states, first + ROW);
    c.add(IntVector.fromArray(SPECIES, states, first + 2 * ROW)).intoArray(states, first + 2 * ROW);
    d.add(IntVector.fromArray(SPECIES, states, first + 3 * ROW)).intoArray(states, first + 3 * ROW);
    e.add(IntVector.fromArray(SPECIES, states, first + 4 * ROW)).intoArray(states, first + 4 * ROW);
    f.add(IntVector.fromArray(SPECIES, states, first + 5 * ROW)).intoArray(states, first + 5 * ROW);
    g.add(IntVector.fromArray(SPECIES, states, first + 6 * ROW)).intoArray(states, first + 6 * ROW);
    h.add(IntVector.fromArray(SPECIES, states, first + 7 * ROW)).intoArray(states, first + 7 * ROW);
  }
}
