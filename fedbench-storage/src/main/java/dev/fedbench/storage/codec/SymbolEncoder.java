package dev.fedbench.storage.codec;

import java.util.Arrays;

/**
 * Writes blocks of symbols, each a byte, by their entropy: first {@link #plan} from how often they
 * come, then {@link #write}. {@link SymbolDecoder} reads them.
 */
final class SymbolEncoder {

  static final int PLAIN = 0;
  static final int CONSTANT = 1;
  static final int HUFFMAN = 2;
  static final int ANS = 3;

  /** {@link WholeCodes}: differences, their symbols by Huffman codes. */
  static final int WHOLE = 4;

  /** Keys of symbols that have none. */
  static final byte[] NO_KEYS = new byte[ChunkCodec.MAX_BYTES];

  /** What ANS has to save, of the bits of a Huffman code, to be worth its slower loops. */
  private static final double WORTH = 1 / 64.0;

  /** What a block has to save to be coded at all. */
  private static final double LEAST_SAVED = 1 / 256.0;

  private static final int ROW_LOG = 8;
  private static final int ROW = 1 << ROW_LOG;

  private final Contexts contexts = new Contexts();
  private final int[][] frequencies = new int[Contexts.MOST][ROW];
  private final int[][] lengths = new int[Contexts.MOST][ROW];
  private final int[] codes = new int[ROW * ROW];
  private final long[] steps = new long[ROW * ROW];
  private final int[] rows = new int[ROW];
  private final TablesByKey<long[]> stepsByKey = new TablesByKey<>(ROW_LOG, long[]::new);
  private final short[] next = new short[Contexts.MOST << Ans.MOST_LOG];
  private final byte[] symbolOf = new byte[1 << Ans.MOST_LOG];

  /**
   * For four streams, a quarter of the elements each, and no more than two bytes for each byte of
   * an element: of 8 bits, a whole code has 11 + 4, of 16 bits 11 + 12, of 32 bits 11 + 28.
   */
  private final byte[] work = new byte[2 * ChunkCodec.MAX_BYTES + 64];

  private boolean[] usedKeys = {};
  private int mode;
  private int constant;
  private int log;

  /**
   * Decides how to write a block.
   *
   * @param counts of symbol s that came with key k at k * 256 + s, for as many keys as there may
   *     be; they are changed
   * @param others what all symbols are below, if they were counted in a sample: then others may
   *     come, and those that are likely to have codes; else 0
   * @return how many bytes it will take, about
   */
  int plan(int[] counts, boolean[] usedKeys, int symbols, int others) {
    this.usedKeys = usedKeys;
    contexts.join(counts, usedKeys, symbols);
    if (symbols == 0 || !isVaried(counts)) {
      mode = symbols == 0 ? PLAIN : CONSTANT;
      return 2;
    }
    contexts.smooth(counts, others);
    double huffman = planHuffman(counts);
    double ideal = contexts.symbolBits(counts);
    boolean isSample = others > 0; // which has codes to spare, and decides for Huffman's alone
    boolean isNear = huffman * (1 - (isSample ? 2 : 1) * WORTH) <= ideal;
    double ans = isNear ? huffman : isSample ? ideal : planAns(counts, symbols);
    double least = Math.min(ans, huffman);
    int head = 20 + (int) (contexts.bits() / 8);
    if (least / 8 + 20 > symbols * (1 - LEAST_SAVED)) {
      mode = PLAIN;
      return symbols + 1;
    }
    mode = isNear || huffman * (1 - WORTH) <= ans ? HUFFMAN : ANS;
    return Math.max(head, (int) (least / 8) + 20);
  }

  private boolean isVaried(int[] counts) {
    int used = 0;
    if (contexts.count() == 1) {
      int from = contexts.first(0) * ROW;
      for (int symbol = 0; symbol < ROW; symbol++) {
        if (counts[from + symbol] != 0) {
          used++;
          constant = symbol;
        }
      }
    }
    return used != 1;
  }

  private double planHuffman(int[] counts) {
    long bits = 0;
    for (int table = 0; table < contexts.count(); table++) {
      int from = contexts.first(table) * ROW;
      Huffman.lengths(counts, from, lengths[table]);
      for (int symbol = 0; symbol < ROW; symbol++) {
        bits += (long) counts[from + symbol] * lengths[table][symbol];
      }
    }
    return bits;
  }

  private double planAns(int[] counts, int symbols) {
    log = Math.min(11, Math.max(Ans.LEAST_LOG, 30 - Integer.numberOfLeadingZeros(symbols)));
    if (contexts.bits() < symbols / 2) {
      log = Math.min(Ans.MOST_LOG, log + 1);
    }
    for (int table = 0; table < contexts.count(); table++) {
      int used = 0;
      for (int symbol = 0; symbol < ROW; symbol++) {
        used += counts[contexts.first(table) * ROW + symbol] == 0 ? 0 : 1;
      }
      log = Math.max(log, 33 - Integer.numberOfLeadingZeros(used));
    }
    double bits = 0;
    for (int table = 0; table < contexts.count(); table++) {
      int from = contexts.first(table) * ROW;
      Ans.normalise(counts, from, log, frequencies[table]);
      for (int symbol = 0; symbol < ROW; symbol++) {
        if (counts[from + symbol] != 0) {
          bits += counts[from + symbol] * (log - Log2.of(frequencies[table][symbol]));
        }
      }
    }
    return bits;
  }

  /**
   * Writes the block that was planned last.
   *
   * @param indices key * 256 + symbol of each symbol
   */
  void write(char[] indices, int count, Sink sink) {
    sink.put(mode);
    switch (mode) {
      case PLAIN -> {
        for (int i = 0; i < count; i++) {
          sink.put(indices[i]);
        }
      }
      case CONSTANT -> sink.put(constant);
      case HUFFMAN -> {
        writeContexts(sink);
        writeHuffman(indices, count, sink);
      }
      default -> {
        writeContexts(sink);
        writeAns(indices, count, sink);
      }
    }
  }

  private void writeContexts(Sink sink) {
    sink.put(contexts.count() - 1);
    for (int table = 1; table < contexts.count(); table++) {
      sink.put(contexts.first(table));
    }
  }

  /** Room that nothing is in between calls. */
  byte[] room() {
    return work;
  }

  boolean plannedHuffman() {
    return mode == HUFFMAN;
  }

  /**
   * Writes the tables of a Huffman code that was planned, for {@link WholeCodes}.
   *
   * @return their steps, which are valid until anything else is planned or written
   */
  TablesByKey<long[]> writeSteps(FurtherBits further, Sink sink) {
    sink.put(WHOLE);
    writeContexts(sink);
    writeLengths(sink);
    for (int table = 0; table < contexts.count(); table++) {
      int from = contexts.first(table) * ROW;
      for (int symbol = 0; symbol < ROW; symbol++) {
        int bits = further.counts()[symbol];
        steps[table * ROW + symbol] =
            lengths[table][symbol] == 0
                ? WholeCodes.MISSING
                : WholeCodes.step(codes[from + symbol], bits, further.least()[symbol]);
      }
      Arrays.fill(rows, table == 0 ? 0 : contexts.first(table), ROW, table * ROW);
    }
    stepsByKey.set(rows, steps);
    return stepsByKey;
  }

  private void writeLengths(Sink sink) {
    BitWriter bits = new BitWriter(sink);
    for (int table = 0; table < contexts.count(); table++) {
      int last = writeRange(lengths[table], bits);
      for (int symbol = first(lengths[table]); symbol <= last; symbol++) {
        bits.put(lengths[table][symbol], 4);
      }
      int from = contexts.first(table) * ROW;
      Huffman.codes(lengths[table], codes, from);
    }
    bits.flush();
  }

  /** Tables to encode by have a row for each key, for that is what is looked up. */
  private void copyToOtherKeys(int table, Object rows) {
    int from = contexts.first(table) * ROW;
    int end = table + 1 < contexts.count() ? contexts.first(table + 1) : usedKeys.length;
    for (int key = contexts.first(table) + 1; key < end; key++) {
      if (usedKeys[key]) {
        System.arraycopy(rows, from, rows, key * ROW, ROW);
      }
    }
  }

  private void writeHuffman(char[] indices, int count, Sink sink) {
    writeLengths(sink);
    for (int table = 0; table < contexts.count(); table++) {
      copyToOtherKeys(table, codes);
    }
    int[] ends = new int[4];
    int at = 0;
    for (int stream = 0; stream < 4; stream++) {
      int from = Quarters.start(stream, count);
      int to = Quarters.start(stream + 1, count);
      int end = HuffmanStreams.encode(indices, from, to, codes, work, at);
      sink.putVarint(end - at);
      at = end;
      ends[stream] = end;
    }
    sink.put(work, 0, ends[3]);
  }

  private void writeAns(char[] indices, int count, Sink sink) {
    sink.put(log);
    BitWriter bits = new BitWriter(sink);
    for (int table = 0; table < contexts.count(); table++) {
      int last = writeRange(frequencies[table], bits);
      for (int symbol = first(frequencies[table]); symbol <= last; symbol++) {
        bits.putGolomb(frequencies[table][symbol]);
      }
      int nextFrom = table << log;
      int from = contexts.first(table) * ROW;
      Ans.encodeTable(frequencies[table], log, symbolOf, next, nextFrom, steps, from);
      copyToOtherKeys(table, steps);
    }
    bits.flush();
    int[] starts = new int[4];
    int[] ends = new int[4];
    for (int stream = 0; stream < 4; stream++) {
      int from = Quarters.start(stream, count);
      int to = Quarters.start(stream + 1, count);
      int end = (stream + 1) * (work.length / 4);
      long start = AnsStreams.encode(indices, from, to, log, steps, next, work, end);
      starts[stream] = (int) start >>> 3;
      ends[stream] = end;
      sink.putVarint(end - starts[stream]);
      sink.putShort((int) (start >>> 32) | ((int) start & 7) << 13);
    }
    for (int stream = 0; stream < 4; stream++) {
      sink.put(work, starts[stream], ends[stream] - starts[stream]);
    }
  }

  private static int first(int[] numbers) {
    int symbol = 0;
    while (numbers[symbol] == 0) {
      symbol++;
    }
    return symbol;
  }

  /** The first and the last symbol that a table has; returns the last. */
  private static int writeRange(int[] numbers, BitWriter bits) {
    int last = ROW - 1;
    while (numbers[last] == 0) {
      last--;
    }
    bits.put(first(numbers), 8);
    bits.put(last, 8);
    return last;
  }
}
