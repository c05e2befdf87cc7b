package dev.fedbench.storage.codec;

import java.util.Arrays;

/**
 * Symbols as Huffman codes in four streams, a quarter of the symbols each, so that four chains of
 * dependent loads run side by side. Bits are read from the lowest of each byte on.
 */
final class HuffmanStreams {

  /** Codes between two loads of 64 bits, of which 57 are sure to be there. */
  private static final int CODES_A_LOAD = 4;

  private HuffmanStreams() {}

  /**
   * Encodes one stream. Up to eight bytes after it are overwritten.
   *
   * @param indices key * 256 + symbol, which is where its code is
   * @return where the stream ends
   */
  static int encode(char[] indices, int from, int to, int[] codes, byte[] out, int outFrom) {
    int at = outFrom;
    long held = 0;
    int bits = 0;
    int i = from;
    for (; i + CODES_A_LOAD <= to; i += CODES_A_LOAD) {
      for (int j = i; j < i + CODES_A_LOAD; j++) {
        int code = codes[indices[j]];
        held |= (long) (code & 0xffff) << bits;
        bits += code >>> 16;
      }
      Bytes.putLong(out, at, held);
      at += bits >>> 3;
      held >>>= bits & ~7;
      bits &= 7;
    }
    for (; i < to; i++) {
      int code = codes[indices[i]];
      held |= (long) (code & 0xffff) << bits;
      bits += code >>> 16;
    }
    Bytes.putLong(out, at, held);
    return at + (bits + 7 >>> 3);
  }

  /**
   * Decodes two streams side by side, so that neither waits for the loads of the other. Eight bytes
   * after them can be read.
   *
   * @param first the number of the first, 0 or 2
   * @param bounds where the four streams start, and where the last ends
   * @param tableRow by key, where its table starts
   */
  static void decode(
      byte[] in,
      int first,
      int[] bounds,
      int[] tableRow,
      char[] table,
      byte[] keys,
      byte[] symbols,
      int count)
      throws CorruptChunkException {
    int mask = (1 << Huffman.MOST_BITS) - 1;
    int[] row = Arrays.copyOf(tableRow, 256); // a length that the compiler knows
    int a = Quarters.start(first, count);
    int b = Quarters.start(first + 1, count);
    long at = 8L * bounds[first];
    long bt = 8L * bounds[first + 1];
    long aEnd = bt;
    long bEnd = 8L * bounds[first + 2];
    for (int group = count / 4 / CODES_A_LOAD; group > 0; group--) {
      if (at > aEnd || bt > bEnd) {
        throw Quarters.overrun();
      }
      long wa = Bytes.getLong(in, (int) (at >>> 3)) >>> (at & 7);
      long wb = Bytes.getLong(in, (int) (bt >>> 3)) >>> (bt & 7);
      int aBits = 0;
      int bBits = 0;
      for (int j = 0; j < CODES_A_LOAD; j++) {
        int ea = table[row[keys[a + j] & 0xff] + ((int) wa & mask)];
        int eb = table[row[keys[b + j] & 0xff] + ((int) wb & mask)];
        symbols[a + j] = (byte) (ea >>> 8);
        symbols[b + j] = (byte) (eb >>> 8);
        wa >>>= ea; // by its lowest six bits
        wb >>>= eb;
        aBits += ea;
        bBits += eb;
      }
      at += aBits & 0xff;
      bt += bBits & 0xff;
      a += CODES_A_LOAD;
      b += CODES_A_LOAD;
    }
    int[] rest = {a, b};
    long[] positions = {at, bt};
    for (int stream = first; stream < first + 2; stream++) {
      long position = positions[stream - first];
      long end = 8L * bounds[stream + 1];
      for (int i = rest[stream - first]; i < Quarters.start(stream + 1, count); i++) {
        if (position > end) {
          throw Quarters.overrun();
        }
        int bits = (int) (Bytes.getLong(in, (int) (position >>> 3)) >>> (position & 7));
        int entry = table[row[keys[i] & 0xff] + (bits & mask)];
        symbols[i] = (byte) (entry >>> 8);
        position += entry & 0xff;
      }
      if (position > end || end - position > 7) {
        throw Quarters.overrun();
      }
    }
  }
}
