package dev.fedbench.storage.codec;

import java.util.Arrays;

/** Reads what a {@link SymbolEncoder} wrote, and refuses everything else. */
final class SymbolDecoder {

  private static final int ROW = 256;

  private final int[] numbers = new int[ROW];
  private final int[] row = new int[ROW];
  private final int[] table = new int[Contexts.MOST << Ans.MOST_LOG];

  /** Elements half as large as those of {@link #table}: more of them are in the first cache. */
  private final char[] codes = new char[Contexts.MOST << Huffman.MOST_BITS];

  private final TablesByKey<char[]> entries = new TablesByKey<>(Huffman.MOST_BITS, char[]::new);
  private final byte[] symbolOf = new byte[1 << Ans.MOST_LOG];

  /**
   * Reads a block of so many symbols. The array has eight bytes behind the source's end.
   *
   * @param alphabet what all symbols are below
   */
  void read(Source source, byte[] keys, byte[] symbols, int count, int alphabet)
      throws CorruptChunkException {
    read(source.get(), source, keys, symbols, count, alphabet);
  }

  /** Reads a block whose mode was read already. */
  void read(int mode, Source source, byte[] keys, byte[] symbols, int count, int alphabet)
      throws CorruptChunkException {
    switch (mode) {
      case SymbolEncoder.PLAIN -> {
        source.get(symbols, 0, count);
        for (int i = 0; alphabet < ROW && i < count; i++) {
          check(symbols[i] & 0xff, alphabet);
        }
      }
      case SymbolEncoder.CONSTANT -> {
        int symbol = source.get();
        check(symbol, alphabet);
        Arrays.fill(symbols, 0, count, (byte) symbol);
      }
      case SymbolEncoder.HUFFMAN -> readHuffman(source, keys, symbols, count, alphabet);
      case SymbolEncoder.ANS -> readAns(source, keys, symbols, count, alphabet);
      default -> throw new CorruptChunkException("no way %d to code symbols".formatted(mode));
    }
  }

  private static void check(int symbol, int alphabet) throws CorruptChunkException {
    if (symbol >= alphabet) {
      throw new CorruptChunkException("a symbol %d, all are below %d".formatted(symbol, alphabet));
    }
  }

  /** Reads which keys have which table, and returns how many tables there are. */
  private int readContexts(Source source, int log) throws CorruptChunkException {
    int tables = source.get() + 1;
    if (tables > Contexts.MOST) {
      throw new CorruptChunkException("%d tables, at most %d".formatted(tables, Contexts.MOST));
    }
    int key = 0;
    for (int i = 0; i < tables; i++) {
      int end = i + 1 < tables ? source.get() : ROW;
      if (end < key) {
        throw new CorruptChunkException("contexts out of order");
      }
      Arrays.fill(row, key, end, i << log);
      key = end;
    }
    return tables;
  }

  /** Reads the tables of {@link WholeCodes}, which are valid until anything else is read. */
  TablesByKey<char[]> readEntries(Source source, int alphabet, Huffman.Entry entry)
      throws CorruptChunkException {
    readTables(source, alphabet, entry);
    entries.set(row, codes);
    return entries;
  }

  /** Reads the tables of Huffman codes. */
  private void readTables(Source source, int alphabet, Huffman.Entry entry)
      throws CorruptChunkException {
    int tables = readContexts(source, Huffman.MOST_BITS);
    BitReader bits = new BitReader(source);
    for (int i = 0; i < tables; i++) {
      int[] range = readRange(bits, alphabet);
      for (int symbol = range[0]; symbol <= range[1]; symbol++) {
        numbers[symbol] = bits.get(4);
        if (numbers[symbol] > Huffman.MOST_BITS) {
          throw new CorruptChunkException("a code of %d bits".formatted(numbers[symbol]));
        }
      }
      if (!Huffman.areComplete(numbers)) {
        throw new CorruptChunkException("the codes do not fill the space of codes");
      }
      Huffman.decodeTable(numbers, entry, codes, i << Huffman.MOST_BITS);
    }
  }

  private void readHuffman(Source source, byte[] keys, byte[] symbols, int count, int alphabet)
      throws CorruptChunkException {
    readTables(source, alphabet, (symbol, length) -> (char) (symbol << 8 | length));
    int[] bounds = new int[5];
    for (int stream = 0; stream < 4; stream++) {
      bounds[stream + 1] = bounds[stream] + source.getVarint(2 * ChunkCodec.MAX_BYTES);
    }
    int from = source.skip(bounds[4]);
    for (int i = 0; i < 5; i++) {
      bounds[i] += from;
    }
    for (int first = 0; first < 4; first += 2) {
      HuffmanStreams.decode(source.array(), first, bounds, row, codes, keys, symbols, count);
    }
  }

  private void readAns(Source source, byte[] keys, byte[] symbols, int count, int alphabet)
      throws CorruptChunkException {
    int tables = readContexts(source, Ans.MOST_LOG);
    int log = source.get();
    if (log < Ans.LEAST_LOG || log > Ans.MOST_LOG) {
      throw new CorruptChunkException("tables of 2^%d states".formatted(log));
    }
    BitReader bits = new BitReader(source);
    for (int i = 0; i < tables; i++) {
      int[] range = readRange(bits, alphabet);
      int left = 1 << log;
      for (int symbol = range[0]; symbol <= range[1]; symbol++) {
        numbers[symbol] = bits.getGolomb();
        left -= numbers[symbol];
        if (left < 0) {
          break;
        }
      }
      if (left != 0) {
        throw new CorruptChunkException("frequencies do not sum to the number of states");
      }
      Ans.decodeTable(numbers, log, symbolOf, table, i << Ans.MOST_LOG);
    }
    int[] states = new int[4];
    int[] sizes = new int[4];
    long[] starts = new long[4];
    for (int stream = 0; stream < 4; stream++) {
      sizes[stream] = source.getVarint(2 * ChunkCodec.MAX_BYTES);
      int start = source.getShort();
      states[stream] = start & 0x1fff;
      starts[stream] = start >>> 13;
      if (states[stream] >= 1 << log || sizes[stream] == 0 && starts[stream] != 0) {
        throw new CorruptChunkException("no state %d".formatted(states[stream]));
      }
    }
    int[] ends = new int[4];
    for (int stream = 0; stream < 4; stream++) {
      int from = source.skip(sizes[stream]);
      starts[stream] += 8L * from;
      ends[stream] = from + sizes[stream];
    }
    for (int first = 0; first < 4; first += 2) {
      AnsStreams.decode(
          source.array(), first, starts, ends, states, row, table, keys, symbols, count);
    }
  }

  /** The first and the last symbol of a table, whose numbers come next; all others are 0. */
  private int[] readRange(BitReader bits, int alphabet) throws CorruptChunkException {
    Arrays.fill(numbers, 0);
    int first = bits.get(8);
    int last = bits.get(8);
    check(last, alphabet);
    return new int[] {first, last};
  }
}
