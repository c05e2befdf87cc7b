package dev.fedbench.storage.codec;

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
   * @param codeRow by key, where the codes of its table start
   * @return where the stream ends
   */
  static int encode(
      byte[] symbols,
      byte[] keys,
      int from,
      int to,
      int[] codeRow,
      int[] codes,
      byte[] out,
      int outFrom) {
    int at = outFrom;
    long held = 0;
    int bits = 0;
    int i = from;
    for (; i + CODES_A_LOAD <= to; i += CODES_A_LOAD) {
      for (int j = i; j < i + CODES_A_LOAD; j++) {
        int code = codes[codeRow[keys[j] & 0xff] + (symbols[j] & 0xff)];
        held |= (long) (code & 0xffff) << bits;
        bits += code >>> 16;
      }
      Bytes.putLong(out, at, held);
      at += bits >>> 3;
      held >>>= bits & ~7;
      bits &= 7;
    }
    for (; i < to; i++) {
      int code = codes[codeRow[keys[i] & 0xff] + (symbols[i] & 0xff)];
      held |= (long) (code & 0xffff) << bits;
      bits += code >>> 16;
    }
    Bytes.putLong(out, at, held);
    return at + (bits + 7 >>> 3);
  }

  /**
   * Decodes the four streams. Eight bytes after the last can be read.
   *
   * @param bounds where the streams start, and where the last ends
   * @param tableRow by key, where its table starts
   */
  static void decode(
      byte[] in, int[] bounds, int[] tableRow, int[] table, byte[] keys, byte[] symbols, int count)
      throws CorruptChunkException {
    int mask = (1 << Huffman.MOST_BITS) - 1;
    int a = 0;
    int b = Quarters.start(1, count);
    int c = Quarters.start(2, count);
    int d = Quarters.start(3, count);
    long pa = 8L * bounds[0];
    long pb = 8L * bounds[1];
    long pc = 8L * bounds[2];
    long pd = 8L * bounds[3];
    int groups = count / 4 / CODES_A_LOAD;
    for (int group = 0; group < groups; group++) {
      if (pa > 8L * bounds[1]
          || pb > 8L * bounds[2]
          || pc > 8L * bounds[3]
          || pd > 8L * bounds[4]) {
        throw Quarters.overrun();
      }
      long wa = Bytes.getLong(in, (int) (pa >>> 3)) >>> (pa & 7);
      long wb = Bytes.getLong(in, (int) (pb >>> 3)) >>> (pb & 7);
      long wc = Bytes.getLong(in, (int) (pc >>> 3)) >>> (pc & 7);
      long wd = Bytes.getLong(in, (int) (pd >>> 3)) >>> (pd & 7);
      for (int j = 0; j < CODES_A_LOAD; j++) {
        int ea = table[tableRow[keys[a] & 0xff] + ((int) wa & mask)];
        int eb = table[tableRow[keys[b] & 0xff] + ((int) wb & mask)];
        int ec = table[tableRow[keys[c] & 0xff] + ((int) wc & mask)];
        int ed = table[tableRow[keys[d] & 0xff] + ((int) wd & mask)];
        symbols[a++] = (byte) ea;
        symbols[b++] = (byte) eb;
        symbols[c++] = (byte) ec;
        symbols[d++] = (byte) ed;
        wa >>>= ea >>> 8;
        wb >>>= eb >>> 8;
        wc >>>= ec >>> 8;
        wd >>>= ed >>> 8;
        pa += ea >>> 8;
        pb += eb >>> 8;
        pc += ec >>> 8;
        pd += ed >>> 8;
      }
    }
    int[] at = {a, b, c, d};
    long[] positions = {pa, pb, pc, pd};
    for (int stream = 0; stream < 4; stream++) {
      long position = positions[stream];
      long end = 8L * bounds[stream + 1];
      for (int i = at[stream]; i < Quarters.start(stream + 1, count); i++) {
        if (position > end) {
          throw Quarters.overrun();
        }
        int bits = (int) (Bytes.getLong(in, (int) (position >>> 3)) >>> (position & 7));
        int entry = table[tableRow[keys[i] & 0xff] + (bits & mask)];
        symbols[i] = (byte) entry;
        position += entry >>> 8;
      }
      if (position > end || end - position > 7) {
        throw Quarters.overrun();
      }
    }
  }
}
