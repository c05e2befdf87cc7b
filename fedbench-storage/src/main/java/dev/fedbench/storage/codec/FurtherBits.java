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

  static CorruptChunkException tooFew() {
    return new CorruptChunkException("fewer bits than symbols ask for");
  }
}
