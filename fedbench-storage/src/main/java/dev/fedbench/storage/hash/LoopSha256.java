package dev.fedbench.storage.hash;

import dev.fedbench.storage.hash.spi.LaneSha256;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * SHA-256 in loops over lanes, which C2 makes vectors of by itself, without the vector API. It does
 * so for small loops over one array with distances that are known to it, and not for all that say
 * the same: on Java 17 the order of terms and of declarations decides. These forms were found by
 * trying; {@link SelfBenchmark} sees whether C2 took them.
 *
 * <p>The array has rows of a word of each lane. With a and e of section 6.2.2 as sequences, of
 * which b, c, d and f, g, h are the terms before, no row is ever moved: round t looks at four rows
 * of each from t on, and writes the next. The words of the schedule are the third sequence; a word
 * becomes the round's T1 when it is used.
 */
final class LoopSha256 implements LaneSha256 {

  private static final int FEWEST = 64;
  private static final int ROUNDS = 64;
  private static final int BLOCK_WORDS = 16;
  private static final int HALF = WORDS / 2;

  /** Where e begins; a begins at 0. */
  private static final int E = (HALF + ROUNDS) * MOST;

  /** Where the schedule begins. */
  private static final int W = 2 * E;

  private static final int SIZE = W + ROUNDS * MOST;

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private static final int[] K = LaneSha256.roundConstants();

  /** A loop over a word of each lane. */
  @FunctionalInterface
  private interface Loop {
    void over(int[] rows, int t, int lanes, int k);
  }

  private static final int SCHEDULE = 0;
  private static final int FIRST = 1;
  private static final int SECOND = 2;

  /**
   * Called by {@link #each} alone, so that C2 sees three loops where one call is and makes each a
   * method of its own: as parts of a larger one it makes vectors of them in some processes only.
   */
  private static final Loop[] LOOPS = {
    (rows, t, lanes, k) -> schedule(rows, t, lanes),
    LoopSha256::first,
    (rows, t, lanes, k) -> second(rows, t, lanes)
  };

  private static void each(int loop, int[] rows, int t, int lanes, int k) {
    LOOPS[loop].over(rows, t, lanes, k);
  }

  @Override
  public String name() {
    return "loops over lanes";
  }

  @Override
  public int fewest() {
    return FEWEST;
  }

  @Override
  public void compress(int[] states, int lanes, byte[] bytes, int offset, int stride, int blocks) {
    int[] rows = new int[SIZE];
    for (int i = 0; i < HALF; i++) {
      System.arraycopy(states, i * MOST, rows, (HALF - 1 - i) * MOST, lanes);
      System.arraycopy(states, (HALF + i) * MOST, rows, E + (HALF - 1 - i) * MOST, lanes);
    }
    for (int block = 0; block < blocks; block++) {
      load(rows, lanes, bytes, offset + block * BLOCK, stride);
      for (int t = 0; t < ROUNDS - BLOCK_WORDS; t++) {
        each(SCHEDULE, rows, t * MOST, lanes, 0);
      }
      for (int t = 0; t < ROUNDS; t++) {
        each(FIRST, rows, t * MOST, lanes, K[t]);
        each(SECOND, rows, t * MOST, lanes, 0);
      }
      add(rows, 0);
      add(rows, E);
    }
    for (int i = 0; i < HALF; i++) {
      System.arraycopy(rows, (HALF - 1 - i) * MOST, states, i * MOST, lanes);
      System.arraycopy(rows, E + (HALF - 1 - i) * MOST, states, (HALF + i) * MOST, lanes);
    }
  }

  private static void load(int[] rows, int lanes, byte[] bytes, int offset, int stride) {
    for (int lane = 0; lane < lanes; lane++) {
      int from = offset + lane * stride;
      Objects.checkFromIndexSize(from, BLOCK, bytes.length);
      for (int i = 0; i < BLOCK_WORDS; i++) {
        rows[W + i * MOST + lane] = (int) INTS.get(bytes, from + Integer.BYTES * i);
      }
    }
  }

  /** Word t + 16 of the schedule. */
  private static void schedule(int[] rows, int t, int lanes) {
    for (int i = t; i < t + lanes; i++) {
      int x = rows[i + W + MOST];
      int y = rows[i + W + 14 * MOST];
      rows[i + W + 16 * MOST] =
          (rows[i + W] + (Integer.rotateRight(x, 7) ^ Integer.rotateRight(x, 18) ^ x >>> 3))
              + (rows[i + W + 9 * MOST]
                  + (Integer.rotateRight(y, 17) ^ Integer.rotateRight(y, 19) ^ y >>> 10));
    }
  }

  /** T1 of round t, in the place of its word. */
  private static void first(int[] rows, int t, int lanes, int k) {
    for (int i = t; i < t + lanes; i++) {
      int e = rows[i + E + 3 * MOST];
      int f = rows[i + E + 2 * MOST];
      int g = rows[i + E + MOST];
      int known = rows[i + E] + rows[i + W] + k;
      int choice = (f ^ g) & e ^ g;
      int big1 =
          Integer.rotateRight(e, 6) ^ Integer.rotateRight(e, 11) ^ Integer.rotateRight(e, 25);
      rows[i + W] = known + choice + big1;
    }
  }

  /** The next of e and of a. */
  private static void second(int[] rows, int t, int lanes) {
    for (int i = t; i < t + lanes; i++) {
      int a = rows[i + 3 * MOST];
      int b = rows[i + 2 * MOST];
      int c = rows[i + MOST];
      int t1 = rows[i + W];
      rows[i + E + 4 * MOST] = rows[i] + t1;
      rows[i + 4 * MOST] =
          t1
              + (a & b ^ a & c ^ b & c)
              + (Integer.rotateRight(a, 2)
                  ^ Integer.rotateRight(a, 13)
                  ^ Integer.rotateRight(a, 22));
    }
  }

  /** What a sequence ends with is added to what it began with. */
  private static void add(int[] rows, int from) {
    for (int i = from; i < from + HALF * MOST; i++) {
      rows[i] += rows[i + ROUNDS * MOST];
    }
  }
}
