package dev.fedbench.storage.pack;

/**
 * Where a record is.
 *
 * @param pack number of the pack, from 1
 * @param offset of its frame in the pack, in bytes
 * @param length of its payload, in bytes
 * @param kind what it holds
 * @param depth how many records must be read before this one means something: 0 stands alone
 */
public record Location(int pack, long offset, int length, RecordKind kind, int depth) {

  static final int MAX_PACK = (1 << 23) - 1;
  static final long MAX_OFFSET = (1L << 40) - 1;

  /** Where the next record starts. */
  public long end() {
    return offset + Frame.HEADER + length;
  }

  /** Bytes in the pack, frame included. */
  public long stored() {
    return Frame.HEADER + (long) length;
  }
}
