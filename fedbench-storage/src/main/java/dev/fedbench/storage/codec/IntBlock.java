package dev.fedbench.storage.codec;

/** Elements of 8, 16 or 32 bits. */
final class IntBlock implements Block {

  private final int[] words = new int[SIZE];
  private final int[] reference = new int[SIZE];

  @Override
  public void loadReference(
      byte[] from, int index, int count, Layout layout, byte[] keys, int keysFrom) {
    load(from, index, count, layout, reference);
    int shift = layout.keyShift();
    int mask = layout.keyMask();
    for (int i = 0; i < count; i++) {
      keys[keysFrom + i] = (byte) (reference[i] >>> shift & mask);
    }
    order(reference, count, layout);
  }

  @Override
  public void loadElements(byte[] from, int index, int count, Layout layout) {
    load(from, index, count, layout, words);
    order(words, count, layout);
    int wrap = layout.wrap() - 32;
    for (int i = 0; i < count; i++) {
      int difference = words[i] - reference[i] << wrap >> wrap;
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

  @Override
  public void symbols(int count, Layout layout, byte[] symbols, int symbolsFrom) {
    int significant = layout.significant();
    for (int i = 0; i < count; i++) {
      int z = words[i];
      int more = Math.max(0, 31 - significant - Integer.numberOfLeadingZeros(z));
      symbols[symbolsFrom + i] = (byte) ((more << significant) + (z >>> more));
    }
  }

  /** Two at a time, which together have less than 57 bits. */
  @Override
  public long writeFurther(int count, Layout layout, byte[] further, long from) {
    int most = 31 - layout.significant();
    int at = (int) (from >>> 3);
    int bits = (int) from & 7;
    long held = further[at] & Ones.low(bits);
    for (int i = 0; i < count; i += 2) {
      int z = words[i];
      int y = i + 1 < count ? words[i + 1] : 0;
      int more = Math.max(0, most - Integer.numberOfLeadingZeros(z));
      int yMore = Math.max(0, most - Integer.numberOfLeadingZeros(y));
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

  @Override
  public long readFurther(
      int count, FurtherBits bits, byte[] symbols, int symbolsFrom, byte[] in, long from, long end)
      throws CorruptChunkException {
    int[] counts = bits.counts();
    long[] least = bits.least();
    long at = from;
    for (int i = 0; i < count; i++) {
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
