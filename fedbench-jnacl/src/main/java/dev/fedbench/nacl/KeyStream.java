package dev.fedbench.nacl;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.bouncycastle.crypto.engines.Salsa20Engine;
import org.bouncycastle.util.Pack;

/**
 * XSalsa20's key stream, block by block (D. J. Bernstein, "Extending the Salsa20 nonce"). Bouncy
 * Castle's core makes the blocks; its engine would put them on a message byte by byte, at half the
 * speed. Not thread-safe.
 */
final class KeyStream {

  static final int BLOCK_BYTES = 64;

  private static final int ROUNDS = 20;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** "expand 32-byte k", on the diagonal of Salsa20's matrix. */
  private static final int[] SIGMA = {0x61707865, 0x3320646e, 0x79622d32, 0x6b206574};

  /** Where the key's eight words are in the matrix. */
  private static final int[] KEY_WORDS = {1, 2, 3, 4, 11, 12, 13, 14};

  /** Where HSalsa20 takes its result: the diagonal, then the words of the nonce. */
  private static final int[] HASH_WORDS = {0, 5, 10, 15, 6, 7, 8, 9};

  private final int[] input;
  private final int[] block = new int[16];

  /**
   * @param key 32 bytes
   * @param nonce 24 bytes
   */
  KeyStream(byte[] key, byte[] nonce) {
    int[] subKey = hash(key, nonce);
    input = matrix(subKey);
    input[6] = word(nonce, 4);
    input[7] = word(nonce, 5);
    Arrays.fill(subKey, 0);
  }

  /** HSalsa20 of a key of 32 bytes and the first 16 bytes of a nonce: 32 bytes. */
  static void hsalsa20(byte[] key, byte[] nonce, byte[] hash) {
    int[] words = hash(key, nonce);
    write(words, hash);
    Arrays.fill(words, 0);
  }

  private static int[] hash(byte[] key, byte[] nonce) {
    int[] keyWords = new int[8];
    for (int i = 0; i < 8; i++) {
      keyWords[i] = word(key, i);
    }
    int[] input = matrix(keyWords);
    for (int i = 0; i < 4; i++) {
      input[6 + i] = word(nonce, i);
    }
    int[] output = new int[16];
    Salsa20Engine.salsaCore(ROUNDS, input, output);
    int[] hash = new int[8];
    for (int i = 0; i < 8; i++) {
      int word = HASH_WORDS[i];
      hash[i] = output[word] - input[word]; // Salsa20 adds its input; HSalsa20 does not
    }
    Arrays.fill(keyWords, 0);
    Arrays.fill(input, 0);
    Arrays.fill(output, 0);
    return hash;
  }

  private static int[] matrix(int[] key) {
    int[] words = new int[16];
    for (int i = 0; i < 4; i++) {
      words[5 * i] = SIGMA[i];
    }
    for (int i = 0; i < 8; i++) {
      words[KEY_WORDS[i]] = key[i];
    }
    return words;
  }

  private static int word(byte[] bytes, int i) {
    return Pack.littleEndianToInt(bytes, 4 * i);
  }

  /**
   * Writes 32 bytes, one by one. Where they were written through a view of ints, what HotSpot's C2
   * of Java 17 (17.0.15, x86-64) made of it sealed short messages with zeros in the place of the
   * tag, for the rest of the process's life, after some hundred thousand of them. C1 alone did not,
   * nor did Java 25.
   */
  private static void write(int[] words, byte[] bytes) {
    for (int i = 0; i < 32; i++) {
      bytes[i] = (byte) (words[i / 4] >>> 8 * (i % 4));
    }
  }

  /** Takes the first half of a block as bytes; the second half waits for {@link #xorHalf}. */
  void firstHalf(byte[] half) {
    next();
    write(block, half);
  }

  /** Puts the second half of the block on at most 32 bytes. */
  void xorHalf(byte[] from, byte[] to, int at, int length) {
    xorBytes(8, from, to, at, Math.min(length, BLOCK_BYTES / 2));
  }

  /** Puts whole new blocks on bytes of one array, into the same place of another or the same. */
  void xor(byte[] from, byte[] to, int start, int end) {
    int at = start;
    for (; end - at >= BLOCK_BYTES; at += BLOCK_BYTES) {
      next();
      for (int i = 0; i < 8; i++) {
        long words = (block[2 * i] & 0xffff_ffffL) | (long) block[2 * i + 1] << 32;
        LONGS.set(to, at + 8 * i, (long) LONGS.get(from, at + 8 * i) ^ words);
      }
    }
    if (at < end) {
      next();
      xorBytes(0, from, to, at, end - at);
    }
  }

  void clear() {
    Arrays.fill(input, 0);
    Arrays.fill(block, 0);
  }

  private void next() {
    Salsa20Engine.salsaCore(ROUNDS, input, block);
    if (++input[8] == 0) {
      input[9]++;
    }
  }

  private void xorBytes(int word, byte[] from, byte[] to, int at, int length) {
    for (int i = 0; i < length; i++) {
      to[at + i] = (byte) (from[at + i] ^ block[word + i / 4] >>> 8 * (i % 4));
    }
  }
}
