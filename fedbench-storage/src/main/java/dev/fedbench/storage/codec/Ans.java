package dev.fedbench.storage.codec;

/**
 * Tabled asymmetric numeral systems (J. Duda, arXiv:1311.2540), with the arrangement of states that
 * zstd uses (RFC 8878, section 4.1.1). All tables of a block have the same number of states L, so
 * that one state passes from table to table as contexts change. A symbol of frequency f in L takes
 * log2(L/f) bits, less than one where it has to: that is what Huffman's code cannot do.
 *
 * <p>A state is kept as its number less L, from 0 to L-1.
 */
final class Ans {

  static final int LEAST_LOG = 5;
  static final int MOST_LOG = 12;

  private Ans() {}

  /**
   * Scales counts so that they sum to L and what occurs is at least 1. What is left over goes where
   * it saves most bits, what is too much comes from where it costs least.
   *
   * @param frequencies receives them; 256 of them
   */
  static void normalise(int[] counts, int row, int log, int[] frequencies) {
    long total = 0;
    for (int i = 0; i < 256; i++) {
      total += counts[row + i];
    }
    int left = 1 << log;
    for (int i = 0; i < 256; i++) {
      long count = counts[row + i];
      frequencies[i] = count == 0 ? 0 : (int) Math.max(1, ((count << log) + total / 2) / total);
      left -= frequencies[i];
    }
    for (; left > 0; left--) {
      frequencies[mostGained(counts, row, frequencies)]++;
    }
    for (; left < 0; left++) {
      frequencies[leastLost(counts, row, frequencies)]--;
    }
  }

  private static int mostGained(int[] counts, int row, int[] frequencies) {
    int best = 0;
    double most = -1;
    for (int i = 0; i < 256; i++) {
      if (frequencies[i] > 0) {
        double gain = counts[row + i] / (frequencies[i] + 0.5); // about count * d(log f)
        if (gain > most) {
          most = gain;
          best = i;
        }
      }
    }
    return best;
  }

  private static int leastLost(int[] counts, int row, int[] frequencies) {
    int best = 0;
    double least = Double.MAX_VALUE;
    for (int i = 0; i < 256; i++) {
      if (frequencies[i] > 1) {
        double loss = counts[row + i] / (frequencies[i] - 0.5);
        if (loss < least) {
          least = loss;
          best = i;
        }
      }
    }
    return best;
  }

  /** Spreads symbols over the states, each over as many as its frequency. */
  private static void spread(int[] frequencies, int log, byte[] symbolOf) {
    int step = (1 << log - 1) + (1 << log - 3) + 3; // odd: visits each state once
    int state = 0;
    for (int symbol = 0; symbol < 256; symbol++) {
      for (int i = 0; i < frequencies[symbol]; i++) {
        symbolOf[state] = (byte) symbol;
        state = state + step & (1 << log) - 1;
      }
    }
  }

  /**
   * Fills a table to decode by: for each state the bits to read (bits 0 to 7), the symbol (8 to 15)
   * and what to add to them for the next state (16 to 31).
   */
  static void decodeTable(int[] frequencies, int log, byte[] symbolOf, int[] table, int from) {
    spread(frequencies, log, symbolOf);
    int[] next = frequencies.clone();
    int states = 1 << log;
    for (int state = 0; state < states; state++) {
      int symbol = symbolOf[state] & 0xff;
      int number = next[symbol]++;
      int bits = log - 31 + Integer.numberOfLeadingZeros(number);
      table[from + state] = (number << bits) - states << 16 | symbol << 8 | bits;
    }
  }

  /**
   * Fills tables to encode by.
   *
   * @param next for each symbol's states in turn the state after it
   * @param steps by symbol: in the upper half what, added to a state plus L, has the bits to write
   *     in its own upper half; in the lower half where its states are in {@code next}, to be added
   *     to what is left of the state plus L when those bits are gone
   */
  static void encodeTable(
      int[] frequencies,
      int log,
      byte[] symbolOf,
      short[] next,
      int nextFrom,
      long[] steps,
      int from) {
    spread(frequencies, log, symbolOf);
    int[] place = new int[256];
    int total = 0;
    int states = 1 << log;
    for (int symbol = 0; symbol < 256; symbol++) {
      int frequency = frequencies[symbol];
      place[symbol] = nextFrom + total;
      if (frequency != 0) {
        int most = log + 1 - (32 - Integer.numberOfLeadingZeros(frequency - 1));
        if (frequency == 1) {
          most = log;
        }
        int bits = (most << 16) - (frequency << most);
        steps[from + symbol] = (long) bits << 32 | (nextFrom + total - frequency) & 0xffffffffL;
      }
      total += frequency;
    }
    for (int state = 0; state < states; state++) {
      next[place[symbolOf[state] & 0xff]++] = (short) state;
    }
  }
}
