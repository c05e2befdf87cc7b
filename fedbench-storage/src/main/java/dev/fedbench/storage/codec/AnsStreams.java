package dev.fedbench.storage.codec;

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
   * @param stepRow by key, where the steps of its table start
   * @return where the stream starts, in bits; in the upper half the state to start from
   */
  static long encode(
      byte[] symbols,
      byte[] keys,
      int from,
      int to,
      int log,
      int[] stepRow,
      long[] steps,
      short[] next,
      byte[] out,
      int end) {
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
        long step = steps[stepRow[keys[i] & 0xff] + (symbols[i] & 0xff)];
        int count = state + (int) (step >>> 32) >>> 16;
        held = held << count | state & (1 << count) - 1;
        bits += count;
        state = next[(state >>> count) + (int) step] + states;
      }
      int bytes = bits >>> 3;
      Bytes.putLong(out, at - 8, held >>> (bits & 7) << 64 - 8 * bytes);
      at -= bytes;
      bits &= 7;
      held &= (1L << bits) - 1;
    }
    if (bits != 0) {
      out[at - 1] = (byte) (held << 8 - bits);
    }
    return (long) (state - states) << 32 | 8 * at - bits;
  }

  /**
   * Decodes the four streams. Eight bytes after the last can be read.
   *
   * @param starts where the streams start, in bits
   * @param ends where they end, in bytes
   * @param states to start from
   * @param tableRow by key, where its table starts
   */
  static void decode(
      byte[] in,
      long[] starts,
      int[] ends,
      int[] states,
      int[] tableRow,
      int[] table,
      byte[] keys,
      byte[] symbols,
      int count)
      throws CorruptChunkException {
    int a = 0;
    int b = Quarters.start(1, count);
    int c = Quarters.start(2, count);
    int d = Quarters.start(3, count);
    long pa = starts[0];
    long pb = starts[1];
    long pc = starts[2];
    long pd = starts[3];
    int sa = states[0];
    int sb = states[1];
    int sc = states[2];
    int sd = states[3];
    int groups = count / 4 / STEPS_A_LOAD;
    for (int group = 0; group < groups; group++) {
      if (pa > 8L * ends[0] || pb > 8L * ends[1] || pc > 8L * ends[2] || pd > 8L * ends[3]) {
        throw Quarters.overrun();
      }
      long wa = Bytes.getLong(in, (int) (pa >>> 3)) >>> (pa & 7);
      long wb = Bytes.getLong(in, (int) (pb >>> 3)) >>> (pb & 7);
      long wc = Bytes.getLong(in, (int) (pc >>> 3)) >>> (pc & 7);
      long wd = Bytes.getLong(in, (int) (pd >>> 3)) >>> (pd & 7);
      for (int j = 0; j < STEPS_A_LOAD; j++) {
        int ea = table[tableRow[keys[a] & 0xff] + sa];
        int eb = table[tableRow[keys[b] & 0xff] + sb];
        int ec = table[tableRow[keys[c] & 0xff] + sc];
        int ed = table[tableRow[keys[d] & 0xff] + sd];
        symbols[a++] = (byte) ea;
        symbols[b++] = (byte) eb;
        symbols[c++] = (byte) ec;
        symbols[d++] = (byte) ed;
        int na = ea >>> 8 & 15;
        int nb = eb >>> 8 & 15;
        int nc = ec >>> 8 & 15;
        int nd = ed >>> 8 & 15;
        sa = (ea >>> 16) + ((int) wa & (1 << na) - 1);
        sb = (eb >>> 16) + ((int) wb & (1 << nb) - 1);
        sc = (ec >>> 16) + ((int) wc & (1 << nc) - 1);
        sd = (ed >>> 16) + ((int) wd & (1 << nd) - 1);
        wa >>>= na;
        wb >>>= nb;
        wc >>>= nc;
        wd >>>= nd;
        pa += na;
        pb += nb;
        pc += nc;
        pd += nd;
      }
    }
    int[] at = {a, b, c, d};
    int[] reached = {sa, sb, sc, sd};
    long[] positions = {pa, pb, pc, pd};
    for (int stream = 0; stream < 4; stream++) {
      int state = reached[stream];
      long position = positions[stream];
      long end = 8L * ends[stream];
      for (int i = at[stream]; i < Quarters.start(stream + 1, count); i++) {
        if (position > end) {
          throw Quarters.overrun();
        }
        int bits = (int) (Bytes.getLong(in, (int) (position >>> 3)) >>> (position & 7));
        int entry = table[tableRow[keys[i] & 0xff] + state];
        symbols[i] = (byte) entry;
        int number = entry >>> 8 & 15;
        state = (entry >>> 16) + (bits & (1 << number) - 1);
        position += number;
      }
      if (position != end || state != 0) {
        throw Quarters.overrun();
      }
    }
  }
}
