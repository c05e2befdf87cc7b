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

  /** How many of 64 bits there are from any position in their first byte on. */
  private static final int SURE = 57;

  /** In the place of how many further bits there are, for a difference below 8: it has none. */
  private static final int BELOW_8 = 63;

  /** Where {@link #PARTS} has masks. */
  private static final int MASKS = 1 << 9;

  /**
   * By an entry without its length: the difference without its further bits; behind all those, ones
   * in the place of these. It is one array so that loops have one address in a register. An entry
   * has room for three bits behind the highest: {@link Symbols#SIGNIFICANT}.
   */
  private static final int[] PARTS = new int[2 * MASKS];

  static {
    for (int i = 0; i < MASKS; i++) {
      int further = i & 63;
      boolean isBelow = further == BELOW_8;
      PARTS[i] = isBelow ? i >>> 6 : (8 | i >>> 6) << further; // modulo 32: at most 28 come
      PARTS[MASKS + i] = isBelow ? 0 : (1 << further) - 1;
    }
  }

  private WholeCodes() {}

  /** The step of a symbol that has no code. */
  static final long MISSING = 1 << 6;

  /**
   * By how much a difference is shifted up, the length of its code (bits 0 to 5); 0 (bit 6, of
   * {@link #MISSING}); the length of its whole code (7 to 12); 0 (13), so that two lengths are
   * added by their steps; and what is added then to have the whole code (14 to 63).
   *
   * @param code with its first bit lowest, at bits 0 to 15, and its length at bits 16 to 19
   * @param further how many further bits there are
   * @param least the difference whose further bits are all 0
   */
  static long step(int code, int further, long least) {
    int length = code >>> 16;
    return (code & 0xffff) - (least << length) << 14 | (length + further) << 7 | length;
  }

  /**
   * What a decoder finds by the next bits: the length of the whole code (bits 0 to 5, so that it is
   * shifted out by its entry), 0 (bit 6, so that two lengths are added by their entries), how many
   * further bits there are (7 to 12), and the three bits of the difference above those and behind
   * its highest (13 to 15). Differences below 8 are in these three.
   */
  static char entry(int length, int further, long least) {
    int count = least < 8 ? BELOW_8 : further;
    return (char) (length + further | count << 7 | ((int) (least >>> further) & 7) << 13);
  }

  /** The length of the whole code. */
  private static int length(int entry) {
    return entry & 63;
  }

  /**
   * Encodes some differences; the first goes to stream 0. What is behind the position in its byte
   * has to be 0. Up to eight bytes after each stream are overwritten.
   *
   * @param tables where the steps of each difference start; overwritten
   * @param steps {@link #step} or {@link #MISSING}, by symbol
   * @param codes overwritten
   * @param positions where the streams end, before and after
   * @return whether all had codes
   */
  static boolean encode(
      int[] differences,
      int[] tables,
      int count,
      long[] steps,
      long[] codes,
      byte[] out,
      int[] positions) {
    long all = 0;
    for (int i = 0; i < count; i++) {
      int difference = differences[i];
      long step = steps[tables[i] + Symbols.of(difference)];
      all |= step;
      tables[i] = (int) step; // the lengths; what is cut off is not needed any more
      codes[i] = ((difference & 0xffffffffL) << step) + (step >> 14);
    }
    boolean areAll = (all & MISSING) == 0;
    if (areAll) {
      put(codes, tables, count, out, positions);
    }
    return areAll;
  }

  private static void put(long[] codes, int[] steps, int count, byte[] out, int[] positions) {
    int a = positions[0];
    int b = positions[1];
    int c = positions[2];
    int d = positions[3];
    int end = count & -2 * STREAMS; // known before the loop, which spares it checks of indices
    for (int i = 0; i < end; i += 2 * STREAMS) {
      a = putPair(codes, steps, i, 0, out, a);
      b = putPair(codes, steps, i, 1, out, b);
      c = putPair(codes, steps, i, 2, out, c);
      d = putPair(codes, steps, i, 3, out, d);
    }
    positions[0] = a;
    positions[1] = b;
    positions[2] = c;
    positions[3] = d;
    for (int i = end; i < count; i++) {
      put(out, positions[i % STREAMS], codes[i]);
      positions[i % STREAMS] += steps[i] >>> 7 & 63;
    }
  }

  /** Writes two codes of a stream, by one store where it has a bit left: what is behind is 0. */
  private static int putPair(
      long[] codes, int[] steps, int i, int stream, byte[] out, int position) {
    int first = i + stream;
    int second = i + (STREAMS + stream);
    int length = steps[first] >>> 7; // as a shift, modulo 64
    int both = steps[first] + steps[second] >>> 7 & 127;
    if (both >= SURE) {
      put(out, position, codes[first]);
      put(out, position + (length & 63), codes[second]);
    } else {
      put(out, position, codes[first] | codes[second] << length);
    }
    return position + both;
  }

  private static void put(byte[] out, int position, long code) {
    int at = position >>> 3;
    Bytes.putLong(out, at, out[at] & 0xff | code << (position & 7));
  }

  /**
   * Decodes some differences; the first comes from stream 0.
   *
   * @param positions where the streams are, before and after
   * @param ends where they end; eight bytes after each can be read
   * @param table entries
   * @param words where the table of each difference starts, a multiple of its size; receives the
   *     differences
   */
  static void decode(byte[] in, int[] positions, int[] ends, char[] table, int[] words, int count)
      throws CorruptChunkException {
    int i = 0;
    if (hasRoom(positions, count, in.length)) {
      i = count & -2 * STREAMS;
      decodePairs(in, positions, table, words, i);
    }
    for (; i < count; i++) {
      int stream = i % STREAMS;
      int position = positions[stream];
      if (position > ends[stream]) {
        throw Quarters.overrun();
      }
      long bits = bits(in, position);
      int entry = table[words[i] | (int) bits & CODE_MASK];
      words[i] = difference(entry, bits);
      positions[stream] = position + length(entry);
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

  private static void decodePairs(
      byte[] in, int[] positions, char[] table, int[] words, int count) {
    int a = positions[0];
    int b = positions[1];
    int c = positions[2];
    int d = positions[3];
    for (int i = 0; i < count; i += 2 * STREAMS) {
      a = decodePair(in, a, table, words, i, 0);
      b = decodePair(in, b, table, words, i, 1);
      c = decodePair(in, c, table, words, i, 2);
      d = decodePair(in, d, table, words, i, 3);
    }
    positions[0] = a;
    positions[1] = b;
    positions[2] = c;
    positions[3] = d;
  }

  /**
   * Decodes two differences of a stream from one load of 64 bits, of which {@link #SURE} are sure
   * to be there: more than the first's whole code and the second's code. Where the second's further
   * bits are not, they are loaded again.
   *
   * @param i of the first stream's next difference
   * @return where the next begins
   */
  private static int decodePair(
      byte[] in, int position, char[] table, int[] words, int i, int stream) {
    long bits = bits(in, position);
    int entry = table[words[i + stream] | (int) bits & CODE_MASK];
    words[i + stream] = difference(entry, bits);
    long nextBits = bits >>> entry;
    int next = table[words[i + (STREAMS + stream)] | (int) nextBits & CODE_MASK];
    int both = entry + next & 127; // lengths
    if (both > SURE) {
      nextBits = bits(in, position + length(entry));
    }
    words[i + (STREAMS + stream)] = difference(next, nextBits);
    return position + both;
  }

  private static long bits(byte[] in, int position) {
    return Bytes.getLong(in, position >>> 3) >>> (position & 7);
  }

  /**
   * By tables: on older compilers a shift costs more than a load. The lengths of the whole code and
   * of its further bits are both modulo 64 what is shifted by: their difference is the code's.
   */
  private static int difference(int entry, long bits) {
    int rest = entry >>> 7;
    return PARTS[rest] | (int) (bits >>> entry - rest) & PARTS[MASKS + rest];
  }
}
