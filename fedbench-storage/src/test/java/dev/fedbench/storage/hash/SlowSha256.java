package dev.fedbench.storage.hash;

import java.math.BigInteger;
import java.nio.ByteBuffer;

/**
 * SHA-256's compression function word by word, as FIPS 180-4 has it (6.2.2), of one message; its
 * constants are computed.
 */
final class SlowSha256 {

  private static final int ROUNDS = 64;
  private static final int[] K = cubeRoots();

  private SlowSha256() {}

  /** The first bits of the fractional parts of the cube roots of the first primes (4.2.2). */
  private static int[] cubeRoots() {
    int[] k = new int[ROUNDS];
    int prime = 1;
    for (int i = 0; i < ROUNDS; i++) {
      do {
        prime++;
      } while (!BigInteger.valueOf(prime).isProbablePrime(50));
      // the floor of the cube root of prime * 2^96, found bit by bit
      BigInteger wanted = BigInteger.valueOf(prime).shiftLeft(96);
      BigInteger root = BigInteger.ZERO;
      for (int bit = 36; bit >= 0; bit--) {
        BigInteger next = root.setBit(bit);
        root = next.pow(3).compareTo(wanted) <= 0 ? next : root;
      }
      k[i] = root.intValue();
    }
    return k;
  }

  /** The hash after some blocks. */
  static int[] hash(int[] start, byte[] bytes, int offset, int blocks) {
    int[] hash = start.clone();
    for (int block = 0; block < blocks; block++) {
      compress(hash, ByteBuffer.wrap(bytes, offset + 64 * block, 64));
    }
    return hash;
  }

  private static void compress(int[] hash, ByteBuffer block) {
    int[] w = new int[ROUNDS];
    for (int t = 0; t < ROUNDS; t++) {
      w[t] =
          t < 16
              ? block.getInt()
              : (rotated(w[t - 2], 17, 19) ^ w[t - 2] >>> 10)
                  + w[t - 7]
                  + (rotated(w[t - 15], 7, 18) ^ w[t - 15] >>> 3)
                  + w[t - 16];
    }
    int[] v = hash.clone();
    for (int t = 0; t < ROUNDS; t++) {
      int choice = v[4] & v[5] | ~v[4] & v[6];
      int majority = v[0] & v[1] | v[0] & v[2] | v[1] & v[2];
      int first = v[7] + rotated(v[4], 6, 11, 25) + choice + K[t] + w[t];
      int second = rotated(v[0], 2, 13, 22) + majority;
      System.arraycopy(v, 0, v, 1, v.length - 1);
      v[4] += first;
      v[0] = first + second;
    }
    for (int i = 0; i < v.length; i++) {
      hash[i] += v[i];
    }
  }

  private static int rotated(int x, int... by) {
    int all = 0;
    for (int n : by) {
      all ^= Integer.rotateRight(x, n);
    }
    return all;
  }
}
