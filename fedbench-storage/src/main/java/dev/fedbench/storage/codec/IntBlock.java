package dev.fedbench.storage.codec;

/** Elements of 8, 16 or 32 bits. */
final class IntBlock implements Block {

  /** How many bits a symbol has after the highest: three leave all symbols below 256. */
  static final int SIGNIFICANT = 3;

  private final int[] words = new int[SIZE];
  private final int[] rows = new int[SIZE];
  private final int[] reference = new int[SIZE];

  @Override
  public void keys(byte[] from, int index, int count, Layout layout, byte[] keys, int keysFrom) {
    load(from, index, count, layout, reference);
    int shift = layout.keyShift();
    int mask = layout.keyMask();
    for (int i = 0; i < count; i++) {
      keys[keysFrom + i] = (byte) (reference[i] >>> shift & mask);
    }
  }

  @Override
  public void loadReference(byte[] from, int index, int count, Layout layout) {
    load(from, index, count, layout, reference);
    int shift = layout.keyShift();
    int mask = layout.keyMask();
    for (int i = 0; i < count; i++) {
      rows[i] = (reference[i] >>> shift & mask) << 8;
    }
    order(reference, count, layout);
  }

  @Override
  public void loadElements(byte[] from, int index, int count, Layout layout) {
    load(from, index, count, layout, words);
    order(words, count, layout);
    int wrap = layout.wrap() - 32;
    for (int i = 0; i < count; i++) { // two loops: of these, older compilers make vectors
      words[i] = words[i] - reference[i] << wrap;
    }
    for (int i = 0; i < count; i++) {
      int difference = words[i] >> wrap;
      words[i] = difference << 1 ^ difference >> 31;
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
  public void storeElements(byte[] to, int index, int count, Layout layout) {
    int wrap = layout.wrap() - 32;
    int shift = layout.shift();
    int invert = (int) layout.invert();
    for (int i = 0; i < count; i++) {
      int word = words[i];
      int ordered = reference[i] + (word >>> 1 ^ -(word & 1)) << wrap >> wrap;
      words[i] = (ordered ^ ordered >> 31 & invert) << shift;
    }
    storeWords(to, index, count, layout);
  }

  @Override
  public void loadWords(byte[] from, int index, int count, Layout layout) {
    load(from, index, count, layout, words);
    int mask = (int) ((1L << layout.bits()) - 1); // they have no sign
    for (int i = 0; i < count; i++) {
      words[i] &= mask;
    }
  }

  private static void load(byte[] from, int index, int count, Layout layout, int[] to) {
    switch (layout.bits()) {
      case 8 -> {
        for (int i = 0; i < count; i++) {
          to[i] = from[index + i];
        }
      }
      case 16 -> {
        for (int i = 0; i < count; i++) {
          to[i] = Bytes.getShort(from, index + 2 * i);
        }
      }
      default -> {
        for (int i = 0; i < count; i++) {
          to[i] = Bytes.getInt(from, index + 4 * i);
        }
      }
    }
  }

  @Override
  public void storeWords(byte[] to, int index, int count, Layout layout) {
    switch (layout.bits()) {
      case 8 -> {
        for (int i = 0; i < count; i++) {
          to[index + i] = (byte) words[i];
        }
      }
      case 16 -> {
        for (int i = 0; i < count; i++) {
          Bytes.putShort(to, index + 2 * i, (short) words[i]);
        }
      }
      default -> {
        for (int i = 0; i < count; i++) {
          Bytes.putInt(to, index + 4 * i, words[i]);
        }
      }
    }
  }

  /** Two at a time, which together have less than 57 further bits. */
  @Override
  public long write(
      int count, Layout layout, char[] indices, int start, byte[] further, long from) {
    if ((count & 1) != 0) {
      words[count] = 0; // has no further bits, and an index that is not looked at
    }
    int at = (int) (from >>> 3);
    int bits = (int) from & 7;
    long held = further[at] & Ones.low(bits);
    for (int i = 0; i < count; i += 2) {
      int z = words[i];
      int y = words[i + 1];
      int more = further(z);
      int yMore = further(y);
      indices[start + i] = (char) (rows[i] | (more << SIGNIFICANT) + (z >>> more));
      indices[start + i + 1] = (char) (rows[i + 1] | (yMore << SIGNIFICANT) + (y >>> yMore));
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

  private static int further(int difference) {
    return Math.max(0, 31 - SIGNIFICANT - Integer.numberOfLeadingZeros(difference));
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
}
