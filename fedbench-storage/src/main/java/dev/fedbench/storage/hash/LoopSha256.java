package dev.fedbench.storage.hash;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * SHA-256 (FIPS 180-4) of {@value #LANES} messages side by side, whose words take turns (Gueron, "A
 * j-lanes tree hashing mode and j-lanes SHA-256", 2012), in loops over lanes that C2 makes vectors
 * of by itself. Words are little-endian. Not thread-safe.
 *
 * <p>C2 does so for loops over one array with distances that are known to it, and not for all that
 * say the same: on Java 17 the order of terms and of declarations decides. These forms were found
 * by trying; {@link SelfBenchmark} sees whether C2 took them.
 *
 * <p>The array has rows of a word of each lane. With a and e of section 6.2.2 as sequences, of
 * which b, c, d and f, g, h are the terms before, no row is ever moved: round t looks at four rows
 * of each from t on, and writes the next. So all rounds are one loop, which goes on from row to
 * row: what C2 does one by one, before its vectors and after them, is done once a block.
 */
final class LoopSha256 {

  /**
   * Found by trying (docs/figures.md): with twice as many, bytes from the third cache take longer,
   * and with half as many, C2 of Java 25 makes no vectors of 512 bits.
   */
  static final int LANES = 32;

  /** Words of a hash. */
  static final int WORDS = 8;

  /** Bytes of a block of a message. */
  static final int BLOCK = 64;

  private static final int ROUNDS = 64;
  private static final int BLOCK_WORDS = BLOCK / Integer.BYTES;

  /** Words of a block of each message together. */
  private static final int STRIPE_WORDS = BLOCK_WORDS * LANES;

  /** Bytes of a block of each message together. */
  static final int STRIPE = STRIPE_WORDS * Integer.BYTES;

  private static final int HALF = WORDS / 2;

  /** Where e begins; a begins at 0. */
  private static final int E = (HALF + ROUNDS) * LANES;

  /** Where the schedule begins. */
  private static final int W = 2 * E;

  /** Where the constants of rounds begin. */
  private static final int K = W + ROUNDS * LANES;

  private static final int SIZE = K + ROUNDS * LANES;

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  /** What is added in each round (section 4.2.2). */
  private static final int[] CONSTANTS = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5,
    0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3,
    0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc,
    0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7,
    0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
    0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3,
    0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5,
    0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
    0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2
  };

  /** A loop over rows. */
  @FunctionalInterface
  private interface Loop {
    void over(int[] rows);
  }

  private static final int SCHEDULE = 0;
  private static final int COMPRESS = 1;
  private static final int ADD = 2;

  /**
   * Called by {@link #run} alone, so that C2 sees three loops where one call is and makes each a
   * method of its own: as parts of a larger one, where it puts two, it makes vectors of them in
   * some processes only.
   */
  private static final Loop[] LOOPS = {LoopSha256::schedule, LoopSha256::compress, LoopSha256::add};

  private final int[] rows = new int[SIZE];

  LoopSha256() {
    for (int t = 0; t < ROUNDS; t++) {
      fill(K + t * LANES, CONSTANTS[t]);
    }
  }

  private void fill(int from, int word) {
    Arrays.fill(rows, from, from + LANES, word);
  }

  private static void run(int loop, int[] rows) {
    LOOPS[loop].over(rows);
  }

  /** Where a word of the hash is. */
  private static int row(int word) {
    return word < HALF ? (HALF - 1 - word) * LANES : E + (WORDS - 1 - word) * LANES;
  }

  /** Sets the hash of all lanes. */
  void start(int[] hash) {
    for (int i = 0; i < WORDS; i++) {
      fill(row(i), hash[i]);
    }
  }

  /** A word of a lane's hash. */
  int word(int i, int lane) {
    return rows[row(i) + lane];
  }

  /**
   * Goes over blocks of each message (section 6.2.2).
   *
   * @param bytes where word t of lane k is word {@code t * LANES + k}
   * @param blocks of each message, of {@link #STRIPE} bytes together
   * @throws IndexOutOfBoundsException if they are not all there; hashes are undefined then
   */
  void update(byte[] bytes, int offset, int blocks) {
    for (int block = 0; block < blocks; block++) {
      load(rows, bytes, offset + block * STRIPE);
      compressAll();
    }
  }

  /**
   * Ends messages of whole blocks (section 5.1.1).
   *
   * @param length of each of them, in bytes
   */
  void end(long length) {
    Arrays.fill(rows, W, W + STRIPE_WORDS, 0);
    fill(W, 1 << 31);
    long bits = Byte.SIZE * length;
    fill(W + (BLOCK_WORDS - 2) * LANES, (int) (bits >>> Integer.SIZE));
    fill(W + (BLOCK_WORDS - 1) * LANES, (int) bits);
    compressAll();
  }

  private void compressAll() {
    run(SCHEDULE, rows);
    run(COMPRESS, rows);
    run(ADD, rows);
  }

  private static void load(int[] rows, byte[] bytes, int offset) {
    for (int i = 0; i < STRIPE_WORDS; i++) {
      rows[W + i] = (int) INTS.get(bytes, offset + i * Integer.BYTES);
    }
  }

  /** The words that the block does not have. */
  private static void schedule(int[] rows) {
    for (int i = 0; i < (ROUNDS - BLOCK_WORDS) * LANES; i++) {
      int x = rows[i + W + LANES];
      int y = rows[i + W + 14 * LANES];
      rows[i + W + 16 * LANES] =
          (rows[i + W] + (Integer.rotateRight(x, 7) ^ Integer.rotateRight(x, 18) ^ x >>> 3))
              + (rows[i + W + 9 * LANES]
                  + (Integer.rotateRight(y, 17) ^ Integer.rotateRight(y, 19) ^ y >>> 10));
    }
  }

  private static void compress(int[] rows) {
    for (int i = 0; i < ROUNDS * LANES; i++) {
      int e = rows[i + E + 3 * LANES];
      int f = rows[i + E + 2 * LANES];
      int g = rows[i + E + LANES];
      int h = rows[i + E];
      int w = rows[i + W];
      int k = rows[i + K];
      int a = rows[i + 3 * LANES];
      int b = rows[i + 2 * LANES];
      int c = rows[i + LANES];
      int d = rows[i];
      int big1 =
          Integer.rotateRight(e, 6) ^ (Integer.rotateRight(e, 11) ^ Integer.rotateRight(e, 25));
      int t1 = h + w + k + ((f ^ g) & e ^ g) + big1;
      int big0 =
          Integer.rotateRight(a, 2) ^ (Integer.rotateRight(a, 13) ^ Integer.rotateRight(a, 22));
      int t2 = big0 + ((a | b) & c | a & b);
      rows[i + E + 4 * LANES] = d + t1;
      rows[i + 4 * LANES] = t1 + t2;
    }
  }

  /** What sequences end with is added to what they began with. */
  private static void add(int[] rows) {
    for (int i = 0; i < HALF * LANES; i++) {
      rows[i] += rows[i + ROUNDS * LANES];
    }
    for (int i = E; i < E + HALF * LANES; i++) {
      rows[i] += rows[i + ROUNDS * LANES];
    }
  }
}
