package dev.fedbench.storage.codec;

import java.util.Arrays;

/**
 * Symbols by {@link Ans} in four streams, a quarter of the symbols each. Symbols are encoded from
 * the last to the first and their bits written downwards, so that they are decoded from the first
 * to the last and the bits read upwards, from the lowest of each byte on.
 */
final class AnsStreams {

  /** Steps between two loads of 64 bits, of which 57 are sure to be there. */
  private static final int STEPS_A_LOAD = 4;

  private AnsStreams() {}

  /**
   * Encodes one stream, downwards from {@code end}. Up to eight bytes before it are overwritten.
   *
   * @param indices key * 256 + symbol, which is where its step is
   * @return where the stream starts, in bits; in the upper half the state to start from
   */
  static long encode(
      char[] indices, int from, int to, int log, long[] steps, short[] next, byte[] out, int end) {
    int at = end;
    int states = 1 << log;
    int state = states;
    long held = 0;
    int bits = 0;
    int i = to;
    while (i > from) {
      int until = Math.max(from, i - STEPS_A_LOAD);
      while (i > until) {
        i--;
        long step = steps[indices[i]];
        int count = state + (int) (step >>> 32) >>> 16;
        held = held << count | state & Ones.low(count);
        bits += count;
        state = next[(state >>> count) + (int) step] + states;
      }
      int bytes = bits >>> 3;
      Bytes.putLong(out, at - 8, held >>> (bits & 7) << 64 - 8 * bytes);
      at -= bytes;
      bits &= 7;
      held &= Ones.low(bits);
    }
    if (bits != 0) {
      out[at - 1] = (byte) (held << 8 - bits);
    }
    return (long) (state - states) << 32 | 8 * at - bits;
  }

  /**
   * Decodes two streams side by side, so that neither waits for the loads of the other. Eight bytes
   * after them can be read.
   *
   * @param first the number of the first, 0 or 2
   * @param starts where the streams start, in bits
   * @param ends where they end, in bytes
   * @param states to start from
   * @param tableRow by key, where its table starts
   */
  static void decode(
      byte[] in,
      int first,
      long[] starts,
      int[] ends,
      int[] states,
      int[] tableRow,
      int[] table,
      byte[] keys,
      byte[] symbols,
      int count)
      throws CorruptChunkException {
    int[] row = Arrays.copyOf(tableRow, 256); // a length that the compiler knows
    int a = Quarters.start(first, count);
    int b = Quarters.start(first + 1, count);
    long at = starts[first];
    long bt = starts[first + 1];
    long aEnd = 8L * ends[first];
    long bEnd = 8L * ends[first + 1];
    int sa = states[first];
    int sb = states[first + 1];
    for (int group = count / 4 / STEPS_A_LOAD; group > 0; group--) {
      if (at > aEnd || bt > bEnd) {
        throw Quarters.overrun();
      }
      long wa = Bytes.getLong(in, (int) (at >>> 3)) >>> (at & 7);
      long wb = Bytes.getLong(in, (int) (bt >>> 3)) >>> (bt & 7);
      int aBits = 0;
      int bBits = 0;
      for (int j = 0; j < STEPS_A_LOAD; j++) {
        int ea = table[row[keys[a + j] & 0xff] + sa];
        int eb = table[row[keys[b + j] & 0xff] + sb];
        symbols[a + j] = (byte) (ea >>> 8);
        symbols[b + j] = (byte) (eb >>> 8);
        sa = (ea >>> 16) + ((int) wa & Ones.low(ea));
        sb = (eb >>> 16) + ((int) wb & Ones.low(eb));
        wa >>>= ea; // by its lowest six bits
        wb >>>= eb;
        aBits += ea;
        bBits += eb;
      }
      at += aBits & 0xff;
      bt += bBits & 0xff;
      a += STEPS_A_LOAD;
      b += STEPS_A_LOAD;
    }
    int[] rest = {a, b};
    int[] reached = {sa, sb};
    long[] positions = {at, bt};
    for (int stream = first; stream < first + 2; stream++) {
      int state = reached[stream - first];
      long position = positions[stream - first];
      long end = 8L * ends[stream];
      for (int i = rest[stream - first]; i < Quarters.start(stream + 1, count); i++) {
        if (position > end) {
          throw Quarters.overrun();
        }
        int bits = (int) (Bytes.getLong(in, (int) (position >>> 3)) >>> (position & 7));
        int entry = table[row[keys[i] & 0xff] + state];
        symbols[i] = (byte) (entry >>> 8);
        int number = entry & 0xff;
        state = (entry >>> 16) + (bits & Ones.low(number));
        position += number;
      }
      if (position != end || state != 0) {
        throw Quarters.overrun();
      }
    }
  }
}
