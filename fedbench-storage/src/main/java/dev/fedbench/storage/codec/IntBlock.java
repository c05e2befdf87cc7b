package dev.fedbench.storage.codec;

/** Elements of 8, 16 or 32 bits. */
final class IntBlock implements Block {

  private final int[] words = new int[SIZE];
  private final int[] keys = new int[SIZE];
  private final int[] reference = new int[SIZE];
  private final int[] tables = new int[SIZE];
  private final long[] codes = new long[SIZE];

  @Override
  public void loadReference(Chunk from, int start, int count, Layout layout) {
    load(from, start, count, reference);
    int shift = layout.keyShift();
    int mask = layout.keyMask();
    for (int i = 0; i < count; i++) {
      keys[i] = reference[i] >>> shift & mask;
    }
    order(reference, count, layout);
  }

  @Override
  public void copyKeys(int count, byte[] to, int toIndex) {
    for (int i = 0; i < count; i++) {
      to[toIndex + i] = (byte) keys[i];
    }
  }

  @Override
  public void loadElements(Chunk chunk, int start, int count, Layout layout) {
    load(chunk, start, count, words);
    order(words, count, layout);
    subtract(count, layout.wrap() - 32);
    for (int i = 0; i < count; i++) {
      words[i] = words[i] << 1 ^ words[i] >> 31;
    }
  }

  /** In small loops: of these, older compilers make vectors. */
  private void subtract(int count, int wrap) {
    for (int i = 0; i < count; i++) {
      words[i] -= reference[i];
    }
    for (int i = 0; wrap != 0 && i < count; i++) {
      words[i] = words[i] << wrap >> wrap;
    }
  }

  /** Integers that are ordered as the elements are. */
  private static void order(int[] words, int count, Layout layout) {
    int shift = layout.shift();
    int invert = (int) layout.invert();
    for (int i = 0; i < count; i++) {
      int word = words[i] >> shift;
      words[i] = word ^ word >> 31 & invert;
    }
  }

  @Override
  public void storeElements(Chunk chunk, int start, int count, Layout layout) {
    add(count, layout.wrap() - 32);
    int shift = layout.shift();
    int invert = (int) layout.invert();
    for (int i = 0; i < count; i++) {
      int ordered = words[i];
      words[i] = (ordered ^ ordered >> 31 & invert) << shift;
    }
    storeWords(chunk, start, count, layout);
  }

  private void add(int count, int wrap) {
    for (int i = 0; i < count; i++) {
      words[i] = reference[i] + (words[i] >>> 1 ^ -(words[i] & 1));
    }
    for (int i = 0; wrap != 0 && i < count; i++) {
      words[i] = words[i] << wrap >> wrap;
    }
  }

  @Override
  public void loadWords(Chunk from, int start, int count, Layout layout) {
    load(from, start, count, words);
    int mask = (int) ((1L << layout.bits()) - 1); // they have no sign
    for (int i = 0; i < count; i++) {
      words[i] &= mask;
    }
  }

  private static void load(Chunk chunk, int start, int count, int[] to) {
    byte[] from = chunk.array();
    int index = chunk.from() + start * chunk.width();
    switch (chunk.width()) {
      case 1 -> {
        for (int i = 0; i < count; i++) {
          to[i] = from[index + i];
        }
      }
      case 2 -> {
        for (int i = 0; i < count; i++) {
          to[i] = Bytes.getShort(from, index + 2 * i);
        }
      }
      default -> chunk.ints().get(start, to, 0, count);
    }
  }

  @Override
  public void storeWords(Chunk chunk, int start, int count, Layout layout) {
    byte[] to = chunk.array();
    int index = chunk.from() + start * chunk.width();
    switch (chunk.width()) {
      case 1 -> {
        for (int i = 0; i < count; i++) {
          to[index + i] = (byte) words[i];
        }
      }
      case 2 -> {
        for (int i = 0; i < count; i++) {
          Bytes.putShort(to, index + 2 * i, (short) words[i]);
        }
      }
      default -> chunk.ints().put(start, words, 0, count);
    }
  }

  @Override
  public void symbols(int count, char[] indices, int start, SymbolCounts counts) {
    int some = 0;
    int all = -1;
    for (int i = 0; i < count; i++) {
      some |= keys[i];
      all &= keys[i];
    }
    counts.widen(all, some); // all that all have is no more than the least of them has
    for (int i = 0; i < count; i++) {
      indices[start + i] = (char) ((keys[i] << 8) + Symbols.of(words[i]));
    }
    counts.add(indices, start, count);
  }

  /** Two at a time, which together have less than 57 further bits. */
  @Override
  public long writeFurther(int count, byte[] further, long from) {
    if ((count & 1) != 0) {
      words[count] = 0; // has no further bits
    }
    int at = (int) (from >>> 3);
    int bits = (int) from & 7;
    long held = further[at] & Ones.low(bits);
    for (int i = 0; i < count; i += 2) {
      int z = words[i];
      int y = words[i + 1];
      int more = Symbols.furtherBits(z);
      int yMore = Symbols.furtherBits(y);
      long both = z & Ones.low(more) | (long) (y & Ones.low(yMore)) << more;
      held |= both << bits;
      Bytes.putLong(further, at, held);
      bits += more + yMore;
      at += bits >>> 3;
      held >>>= bits & ~7;
      bits &= 7;
    }
    return 8L * at + bits;
  }

  /** Two at a time, from one load of 64 bits. */
  @Override
  public long readFurther(
      int count, FurtherBits bits, byte[] symbols, int symbolsFrom, byte[] in, long from, long end)
      throws CorruptChunkException {
    int[] counts = bits.counts();
    long[] least = bits.least();
    long at = from;
    int i = 0;
    for (; i + 1 < count; i += 2) {
      if (at > end) {
        throw FurtherBits.tooFew();
      }
      int symbol = symbols[symbolsFrom + i] & 0xff;
      int next = symbols[symbolsFrom + i + 1] & 0xff;
      int more = counts[symbol];
      int nextMore = counts[next];
      long low = Bytes.getLong(in, (int) (at >>> 3)) >>> (at & 7);
      words[i] = (int) least[symbol] | (int) low & Ones.low(more);
      words[i + 1] = (int) least[next] | (int) (low >>> more) & Ones.low(nextMore);
      at += more + nextMore;
    }
    if (i < count) {
      if (at > end) {
        throw FurtherBits.tooFew();
      }
      int symbol = symbols[symbolsFrom + i] & 0xff;
      int more = counts[symbol];
      int low = (int) (Bytes.getLong(in, (int) (at >>> 3)) >>> (at & 7));
      words[i] = (int) least[symbol] | low & Ones.low(more);
      at += more;
    }
    return at;
  }

  /**
   * Encodes the differences by {@link WholeCodes}.
   *
   * @return whether all had codes
   */
  boolean writeCodes(int count, TablesByKey<long[]> steps, byte[] out, int[] positions) {
    steps.find(keys, count, tables);
    return WholeCodes.encode(words, tables, count, steps.tables(), codes, out, positions);
  }

  /** Decodes differences by {@link WholeCodes}. */
  void readCodes(int count, TablesByKey<char[]> entries, byte[] in, int[] positions, int[] ends)
      throws CorruptChunkException {
    entries.find(keys, count, words);
    WholeCodes.decode(in, positions, ends, entries.tables(), words, count);
  }
}
