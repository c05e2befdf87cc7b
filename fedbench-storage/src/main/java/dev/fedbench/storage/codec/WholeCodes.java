package dev.fedbench.storage.codec;

/**
 * Differences of up to 32 bits as whole codes: the Huffman code of a symbol with its further bits
 * right behind. They are in four streams, difference i of a chunk in stream i modulo 4, so that
 * four chains of dependent loads run side by side. Bits are read from the lowest of each byte on.
 *
 * <p>Positions are in bits, and the arrays so short that an int holds them.
 */
final class WholeCodes {

  static final int STREAMS = 4;

  /** What a whole code has at most: 11 bits, and 28 of a difference of 32. */
  private static final int MOST_BITS = Huffman.MOST_BITS + 28;

  private static final int CODE_MASK = (1 << Huffman.MOST_BITS) - 1;

  private WholeCodes() {}

  /** The step of a symbol that has no code. */
  static final long MISSING = 1 << 6;

  /**
   * What a difference is multiplied by (bits 7 to 18), two to the power of the length of its code,
   * and what is added then (19 to 63) to have the whole code; the length of that (0 to 5).
   *
   * @param code with its first bit lowest, at bits 0 to 15, and its length at bits 16 to 19
   * @param further how many further bits there are
   * @param least the difference whose further bits are all 0
   */
  static long step(int code, int further, long least) {
    int length = code >>> 16;
    return (code & 0xffff) - (least << length) << 19 | 1L << length + 7 | length + further;
  }

  /**
   * What a decoder finds by the next bits: the length of the whole code (bits 0 to 5), how many
   * further bits that has (6 to 10), and the bits of the difference above those (12 to 15).
   */
  static char entry(int length, int further, long least) {
    return (char) (length + further | further << 6 | (int) (least >>> further) << 12);
  }

  /**
   * Encodes some differences; the first goes to stream 0. What is behind the position in its byte
   * has to be 0. Up to eight bytes after each stream are overwritten.
   *
   * @param indices of their steps
   * @param steps {@link #step} or {@link #MISSING}
   * @param positions where the streams end, before and after
   * @return whether all had codes
   */
  static boolean encode(
      char[] indices, int[] differences, int count, long[] steps, byte[] out, int[] positions) {
    int a = positions[0];
    int b = positions[1];
    int c = positions[2];
    int d = positions[3];
    int end = count & -STREAMS; // known before the loop, which spares it checks of indices
    long all = 0;
    for (int i = 0; i < end; i += STREAMS) {
      long aStep = steps[indices[i]];
      long bStep = steps[indices[i + 1]];
      long cStep = steps[indices[i + 2]];
      long dStep = steps[indices[i + 3]];
      all |= aStep | bStep | cStep | dStep;
      a = put(out, a, differences[i], aStep);
      b = put(out, b, differences[i + 1], bStep);
      c = put(out, c, differences[i + 2], cStep);
      d = put(out, d, differences[i + 3], dStep);
    }
    positions[0] = a;
    positions[1] = b;
    positions[2] = c;
    positions[3] = d;
    for (int i = end; i < count; i++) {
      long step = steps[indices[i]];
      all |= step;
      positions[i - end] = put(out, positions[i - end], differences[i], step);
    }
    return (all & MISSING) == 0;
  }

  private static int put(byte[] out, int position, int difference, long step) {
    long code = (difference & 0xffffffffL) * (step >>> 7 & 0xfff) + (step >> 19);
    int at = position >>> 3;
    Bytes.putLong(out, at, out[at] & 0xff | code << (position & 7));
    return position + ((int) step & 63);
  }

  /**
   * Decodes some differences; the first comes from stream 0.
   *
   * @param words for each difference where its table starts; receives the differences
   * @param positions where the streams are, before and after
   * @param ends where they end; eight bytes after each can be read
   */
  static void decode(byte[] in, int[] positions, int[] ends, char[] table, int[] words, int count)
      throws CorruptChunkException {
    int i = 0;
    if (hasRoom(positions, count, in.length)) {
      i = count & -STREAMS;
      decodeFast(in, positions, table, words, i);
    }
    for (; i < count; i++) {
      int stream = i % STREAMS;
      int position = positions[stream];
      if (position > ends[stream]) {
        throw Quarters.overrun();
      }
      long bits = Bytes.getLong(in, position >>> 3) >>> (position & 7);
      int entry = table[words[i] + ((int) bits & CODE_MASK)];
      words[i] = difference(entry, bits);
      positions[stream] = position + (entry & 63);
    }
    for (int stream = 0; stream < STREAMS; stream++) {
      if (positions[stream] > ends[stream]) {
        throw Quarters.overrun();
      }
    }
  }

  /** Whether so many differences cannot lead out of the array, whatever the bits are. */
  private static boolean hasRoom(int[] positions, int count, int length) {
    int most = 0;
    for (int position : positions) {
      most = Math.max(most, position);
    }
    return most + count / STREAMS * MOST_BITS >>> 3 <= length - Long.BYTES;
  }

  private static void decodeFast(byte[] in, int[] positions, char[] table, int[] words, int count) {
    int a = positions[0];
    int b = positions[1];
    int c = positions[2];
    int d = positions[3];
    for (int i = 0; i < count; i += STREAMS) {
      long aBits = Bytes.getLong(in, a >>> 3) >>> (a & 7);
      int aEntry = table[words[i] + ((int) aBits & CODE_MASK)];
      a += aEntry & 63;
      words[i] = difference(aEntry, aBits);
      long bBits = Bytes.getLong(in, b >>> 3) >>> (b & 7);
      int bEntry = table[words[i + 1] + ((int) bBits & CODE_MASK)];
      b += bEntry & 63;
      words[i + 1] = difference(bEntry, bBits);
      long cBits = Bytes.getLong(in, c >>> 3) >>> (c & 7);
      int cEntry = table[words[i + 2] + ((int) cBits & CODE_MASK)];
      c += cEntry & 63;
      words[i + 2] = difference(cEntry, cBits);
      long dBits = Bytes.getLong(in, d >>> 3) >>> (d & 7);
      int dEntry = table[words[i + 3] + ((int) dBits & CODE_MASK)];
      d += dEntry & 63;
      words[i + 3] = difference(dEntry, dBits);
    }
    positions[0] = a;
    positions[1] = b;
    positions[2] = c;
    positions[3] = d;
  }

  /**
   * The upper bits of a difference, and below them the further ones: what is left of the word when
   * all above the whole code is shifted out on the left, and all but them on the right. Shifts are
   * modulo 64 and 32, which needs no masks.
   */
  private static int difference(int entry, long bits) {
    return entry >>> 12 << (entry >>> 6) | (int) (bits << -entry >>> 1 >>> ~(entry >>> 6));
  }
}
