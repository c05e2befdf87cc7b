package dev.fedbench.nacl;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.bouncycastle.crypto.engines.Salsa20Engine;

/**
 * XSalsa20's key stream, block by block (D. J. Bernstein, "Extending the Salsa20 nonce"). Bouncy
 * Castle's core makes the blocks; its engine would put them on a message byte by byte, at half the
 * speed. Not thread-safe.
 */
final class KeyStream {

  static final int BLOCK_BYTES = 64;

  private static final int ROUNDS = 20;

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
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
    byte[] subKey = new byte[SecretBox.KEY_BYTES];
    hsalsa20(key, nonce, subKey);
    input = matrix(subKey);
    input[6] = (int) INTS.get(nonce, 16);
    input[7] = (int) INTS.get(nonce, 20);
    Arrays.fill(subKey, (byte) 0);
  }

  /** HSalsa20 of a key of 32 bytes and the first 16 bytes of a nonce. */
  static void hsalsa20(byte[] key, byte[] nonce, byte[] hash) {
    int[] input = matrix(key);
    for (int i = 0; i < 4; i++) {
      input[6 + i] = (int) INTS.get(nonce, 4 * i);
    }
    int[] output = new int[16];
    Salsa20Engine.salsaCore(ROUNDS, input, output);
    for (int i = 0; i < 8; i++) {
      int word = HASH_WORDS[i];
      INTS.set(
          hash, 4 * i, output[word] - input[word]); // Salsa20 adds its input; HSalsa20 does not
    }
    Arrays.fill(input, 0);
    Arrays.fill(output, 0);
  }

  private static int[] matrix(byte[] key) {
    int[] words = new int[16];
    for (int i = 0; i < 4; i++) {
      words[5 * i] = SIGMA[i];
    }
    for (int i = 0; i < 8; i++) {
      words[KEY_WORDS[i]] = (int) INTS.get(key, 4 * i);
    }
    return words;
  }

  /** Takes the first half of a block as bytes; the second half waits for {@link #xorHalf}. */
  void firstHalf(byte[] half) {
    next();
    for (int i = 0; i < 8; i++) {
      INTS.set(half, 4 * i, block[i]);
    }
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
