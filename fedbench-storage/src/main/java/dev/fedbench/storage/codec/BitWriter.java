package dev.fedbench.storage.codec;

/** Small numbers bit by bit, the lowest bit first: for the tables in front of symbols. */
final class BitWriter {

  private final Sink sink;
  private int held;
  private int bits;

  BitWriter(Sink sink) {
    this.sink = sink;
  }

  void put(int value, int count) {
    for (int i = 0; i < count; i++) {
      held |= (value >>> i & 1) << bits;
      if (++bits == 8) {
        flush();
      }
    }
  }

  /**
   * An exponential Golomb code of order 3: with v = value + 8 of n bits, n - 4 zeros, a one, and
   * the lower n - 1 bits of v.
   */
  void putGolomb(int value) {
    int v = value + 8;
    int n = 32 - Integer.numberOfLeadingZeros(v);
    put(0, n - 4);
    put(1, 1);
    put(v, n - 1);
  }

  /** Fills up the last byte. */
  void flush() {
    if (bits != 0) {
      sink.put(held);
      held = 0;
      bits = 0;
    }
  }
}
