package dev.fedbench.storage.codec;

/** What a {@link BitWriter} wrote. */
final class BitReader {

  private final Source source;
  private int held;
  private int bits;

  BitReader(Source source) {
    this.source = source;
  }

  /** At most 24 bits. */
  int get(int count) throws CorruptChunkException {
    for (; bits < count; bits += 8) {
      held |= source.get() << bits;
    }
    int value = held & (1 << count) - 1;
    held >>>= count;
    bits -= count;
    return value;
  }

  int getGolomb() throws CorruptChunkException {
    int n = 4;
    while (get(1) == 0) {
      if (++n > 24) {
        throw new CorruptChunkException("a frequency of more than 24 bits");
      }
    }
    return (get(n - 1) | 1 << n - 1) - 8;
  }
}
