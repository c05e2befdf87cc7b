package dev.fedbench.storage.codec;

/**
 * What symbols say about their differences.
 *
 * @param counts by symbol, how many further bits there are
 * @param least by symbol, the least difference: further bits that are all 0
 */
record FurtherBits(int[] counts, long[] least) {

  static FurtherBits of(Layout layout) {
    int significant = layout.significant();
    int[] counts = new int[256];
    long[] least = new long[256];
    for (int symbol = 0; symbol < layout.alphabet(); symbol++) {
      int count = Math.max(0, (symbol >> significant) - 1);
      int top = symbol - (count << significant);
      counts[symbol] = count;
      least[symbol] = (long) top << count;
    }
    return new FurtherBits(counts, least);
  }

  /**
   * How many there are of symbols that were counted.
   *
   * @param symbols how often symbol s came with key k, at k * 256 + s
   */
  long of(int[] symbols, boolean[] usedKeys) {
    long bits = 0;
    for (int key = 0; key < usedKeys.length; key++) {
      for (int symbol = 0; usedKeys[key] && symbol < counts.length; symbol++) {
        bits += (long) symbols[key * counts.length + symbol] * counts[symbol];
      }
    }
    return bits;
  }

  /** What a decoder of {@link WholeCodes} finds for a symbol whose code has so many bits. */
  char entry(int symbol, int length) {
    return WholeCodes.entry(length, counts[symbol], least[symbol]);
  }

  static CorruptChunkException tooFew() {
    return new CorruptChunkException("fewer bits than symbols ask for");
  }
}
