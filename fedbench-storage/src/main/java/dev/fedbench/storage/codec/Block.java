package dev.fedbench.storage.codec;

/**
 * Some elements of a chunk on the way to symbols or back: their differences from the reference's,
 * in zigzag. One implementation for elements of up to 32 bits, whose loops a compiler can make
 * vectors of, and one for 64.
 */
interface Block {

  /** Elements of a block, at most: so few that they stay in the first cache. */
  int SIZE = 1024;

  /** Loads elements of the reference, from element {@code start} on, and their keys. */
  void loadReference(Chunk reference, int start, int count, Layout layout);

  /** Loads elements of the chunk, and makes them differences from the reference's. */
  void loadElements(Chunk chunk, int start, int count, Layout layout);

  /** Makes elements of the differences and of the reference's elements, and stores them. */
  void storeElements(Chunk chunk, int start, int count, Layout layout);

  /** Loads differences that are words of the elements' width. */
  void loadWords(Chunk words, int start, int count, Layout layout);

  /** Stores the differences as words of the elements' width. */
  void storeWords(Chunk words, int start, int count, Layout layout);

  /** Copies the keys of the reference that was loaded. */
  void copyKeys(int count, byte[] to, int toIndex);

  /**
   * Makes symbols of the differences, and counts them.
   *
   * @param indices receives key * 256 + symbol, from {@code start} on
   */
  void symbols(int count, char[] indices, int start, SymbolCounts counts);

  /**
   * Writes the further bits of the differences.
   *
   * @param further receives them; up to eight bytes after them are overwritten
   * @param at where they go, in bits; those before it, in its byte, are kept
   * @return where they end
   */
  long writeFurther(int count, byte[] further, long at);

  /**
   * Makes differences of symbols and further bits.
   *
   * @param at where the bits are; eight bytes after their end can be read
   * @param end where they end
   * @return where those of this block end
   */
  long readFurther(
      int count, FurtherBits bits, byte[] symbols, int symbolsFrom, byte[] in, long at, long end)
      throws CorruptChunkException;
}
