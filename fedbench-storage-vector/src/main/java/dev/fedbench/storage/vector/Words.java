package dev.fedbench.storage.vector;

import static dev.fedbench.storage.vector.Rounds.LANES;
import static dev.fedbench.storage.vector.Rounds.SPECIES;
import static jdk.incubator.vector.VectorOperators.AND;
import static jdk.incubator.vector.VectorOperators.OR;
import static jdk.incubator.vector.VectorOperators.ROR;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Brings the words of blocks side by side: word i of lane k to {@code LANES * i + k}. Vectors are
 * rows of a matrix, whose blocks off the diagonal change places, with sizes from 1 on.
 */
final class Words {

  /** Words of a block. */
  static final int COUNT = 16;

  private static final VectorSpecies<Byte> BYTES =
      VectorSpecies.of(byte.class, SPECIES.vectorShape());

  private static final int ODD_BYTES = 0x00ff00ff;

  private static final VectorShuffle<Integer> ACROSS_1 = across(1);
  private static final VectorShuffle<Integer> ACROSS_2 = across(2);
  private static final VectorShuffle<Integer> ACROSS_4 = across(4);
  private static final VectorShuffle<Integer> ACROSS_8 = across(8);
  private static final VectorMask<Integer> UPPER_1 = upper(1);
  private static final VectorMask<Integer> UPPER_2 = upper(2);
  private static final VectorMask<Integer> UPPER_4 = upper(4);
  private static final VectorMask<Integer> UPPER_8 = upper(8);

  private Words() {}

  private static VectorShuffle<Integer> across(int distance) {
    return VectorShuffle.fromOp(SPECIES, lane -> (lane ^ distance) % LANES);
  }

  private static VectorMask<Integer> upper(int distance) {
    long bits = 0;
    for (int lane = 0; lane < LANES; lane++) {
      bits |= (lane & distance) > 0 ? 1L << lane : 0;
    }
    return VectorMask.fromLong(SPECIES, bits);
  }

  /**
   * A block of each lane.
   *
   * @param bytes lane k's are from {@code offset + k * stride} on
   */
  static void load(int[] words, byte[] bytes, int offset, int stride) {
    rows(words, bytes, offset, stride);
    exchange(words, 1, ACROSS_1, UPPER_1);
    exchange(words, 2, ACROSS_2, UPPER_2);
    exchange(words, 4, ACROSS_4, UPPER_4);
    if (LANES > 8) {
      exchange(words, 8, ACROSS_8, UPPER_8);
    }
  }

  /** Big-endian words, lane after lane; with 8 lanes, the lower words of all lanes come first. */
  private static void rows(int[] words, byte[] bytes, int offset, int stride) {
    for (int lane = 0; lane < LANES; lane++) {
      for (int i = 0; i < COUNT; i += LANES) {
        int at = offset + lane * stride + Integer.BYTES * i;
        IntVector x = ByteVector.fromArray(BYTES, bytes, at).reinterpretAsInts();
        x.lanewise(ROR, 8)
            .lanewise(AND, ~ODD_BYTES)
            .lanewise(OR, x.lanewise(ROR, 24).lanewise(AND, ODD_BYTES))
            .intoArray(words, LANES * (i + lane));
      }
    }
  }

  /** What is above the diagonal with what is below, in all blocks of twice so many rows. */
  private static void exchange(
      int[] words, int distance, VectorShuffle<Integer> across, VectorMask<Integer> upper) {
    for (int row = 0; row < COUNT; row = (row + distance + 1) & ~distance) {
      IntVector x = IntVector.fromArray(SPECIES, words, LANES * row);
      IntVector y = IntVector.fromArray(SPECIES, words, LANES * (row + distance));
      x.blend(y.rearrange(across), upper).intoArray(words, LANES * row);
      x.rearrange(across).blend(y, upper).intoArray(words, LANES * (row + distance));
    }
  }
}
