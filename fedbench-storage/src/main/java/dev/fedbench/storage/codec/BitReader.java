package dev.fedbench.storage.codec;

/** What a {@link BitWriter} wrote. */
final class BitReader {

  private final Source source;
  private int held;
  private int bits;

  BitReader(Source source) {
    this.source = source;
  }

  int get(int count) throws CorruptChunkException {
    int value = 0;
    for (int i = 0; i < count; i++) {
      if (bits == 0) {
        held = source.get();
        bits = 8;
      }
      value |= (held & 1) << i;
      held >>>= 1;
      bits--;
    }
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
