package dev.fedbench.storage.codec;

/** Elements of 64 bits. */
final class LongBlock implements Block {

  /** How many bits a symbol has after the highest: two leave all symbols below 256. */
  static final int SIGNIFICANT = 2;

  private final long[] words = new long[SIZE];
  private final byte[] keys = new byte[SIZE];
  private final long[] reference = new long[SIZE];

  @Override
  public void loadReference(Chunk from, int start, int count, Layout layout) {
    load(from, start, count, reference);
    int shift = layout.keyShift();
    int mask = layout.keyMask();
    for (int i = 0; i < count; i++) {
      keys[i] = (byte) (reference[i] >>> shift & mask);
    }
    order(reference, count, layout);
  }

  @Override
  public void copyKeys(int count, byte[] to, int toIndex) {
    System.arraycopy(keys, 0, to, toIndex, count);
  }

  @Override
  public void loadElements(Chunk chunk, int start, int count, Layout layout) {
    load(chunk, start, count, words);
    order(words, count, layout);
    int wrap = layout.wrap();
    for (int i = 0; i < count; i++) { // two loops: of these, older compilers make vectors
      words[i] = words[i] - reference[i] << wrap;
    }
    for (int i = 0; i < count; i++) {
      long difference = words[i] >> wrap;
      words[i] = difference << 1 ^ difference >> 63;
    }
  }

  private static void order(long[] words, int count, Layout layout) {
    int shift = layout.shift();
    long invert = layout.invert();
    for (int i = 0; i < count; i++) {
      long word = words[i] >> shift;
      words[i] = word ^ word >> 63 & invert;
    }
  }

  @Override
  public void storeElements(Chunk chunk, int start, int count, Layout layout) {
    int wrap = layout.wrap();
    int shift = layout.shift();
    long invert = layout.invert();
    for (int i = 0; i < count; i++) {
      long word = words[i];
      long ordered = reference[i] + (word >>> 1 ^ -(word & 1)) << wrap >> wrap;
      words[i] = (ordered ^ ordered >> 63 & invert) << shift;
    }
    storeWords(chunk, start, count, layout);
  }

  @Override
  public void loadWords(Chunk from, int start, int count, Layout layout) {
    load(from, start, count, words);
  }

  private static void load(Chunk chunk, int start, int count, long[] to) {
    byte[] from = chunk.array();
    int index = chunk.from() + start * Long.BYTES;
    for (int i = 0; i < count; i++) {
      to[i] = Bytes.getLong(from, index + i * Long.BYTES);
    }
  }

  @Override
  public void storeWords(Chunk chunk, int start, int count, Layout layout) {
    byte[] to = chunk.array();
    int index = chunk.from() + start * Long.BYTES;
    for (int i = 0; i < count; i++) {
      Bytes.putLong(to, index + i * Long.BYTES, words[i]);
    }
  }

  @Override
  public void symbols(int count, char[] indices, int start, SymbolCounts counts) {
    for (int i = 0; i < count; i++) {
      int more = further(words[i]);
      int symbol = (more << SIGNIFICANT) + (int) (words[i] >>> more);
      int key = keys[i] & 0xff;
      counts.widen(key, key);
      indices[start + i] = (char) (key << 8 | symbol);
    }
    counts.add(indices, start, count);
  }

  private static int further(long difference) {
    return Math.max(0, 63 - SIGNIFICANT - Long.numberOfLeadingZeros(difference));
  }

  /** In two halves: no more than 57 bits fit behind seven that are held. */
  @Override
  public long writeFurther(int count, byte[] further, long from) {
    int at = (int) (from >>> 3);
    int bits = (int) from & 7;
    long held = further[at] & Ones.low(bits);
    for (int i = 0; i < 2 * count; i++) {
      long z = words[i >> 1];
      int more = further(z);
      int lower = more >> 1;
      int part = (i & 1) == 0 ? lower : more - lower;
      long half = (i & 1) == 0 ? z : z >>> lower;
      held |= (half & Ones.low(part)) << bits;
      Bytes.putLong(further, at, held);
      bits += part;
      at += bits >>> 3;
      held >>>= bits & ~7;
      bits &= 7;
    }
    return 8L * at + bits;
  }

  @Override
  public long readFurther(
      int count, FurtherBits bits, byte[] symbols, int symbolsFrom, byte[] in, long from, long end)
      throws CorruptChunkException {
    long at = from;
    for (int i = 0; i < count; i++) {
      int symbol = symbols[symbolsFrom + i] & 0xff;
      int more = bits.counts()[symbol];
      if (at + more > end) {
        throw FurtherBits.tooFew();
      }
      int lower = more >> 1;
      long low = Bytes.getLong(in, (int) (at >>> 3)) >>> (at & 7) & Ones.low(lower);
      at += lower;
      long high = Bytes.getLong(in, (int) (at >>> 3)) >>> (at & 7) & Ones.low(more - lower);
      at += more - lower;
      words[i] = bits.least()[symbol] | high << lower | low;
    }
    return at;
  }
}
