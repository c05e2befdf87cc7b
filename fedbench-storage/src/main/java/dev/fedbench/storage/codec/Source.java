package dev.fedbench.storage.codec;

/** Reads an encoded chunk; never past its end. */
final class Source {

  private final byte[] bytes;
  private final int end;
  private int position;

  Source(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.position = from;
    this.end = end;
  }

  byte[] array() {
    return bytes;
  }

  int position() {
    return position;
  }

  int remaining() {
    return end - position;
  }

  int get() throws CorruptChunkException {
    return bytes[skip(1)] & 0xff;
  }

  int getShort() throws CorruptChunkException {
    return Bytes.getShort(bytes, skip(2)) & 0xffff;
  }

  int getVarint(int most) throws CorruptChunkException {
    long value = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      int next = get();
      value |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        if (value > most) {
          throw new CorruptChunkException("a length of %d, at most %d".formatted(value, most));
        }
        return (int) value;
      }
    }
    throw new CorruptChunkException("a length of more than five bytes");
  }

  /** Passes over so many bytes, and says where they start. */
  int skip(int count) throws CorruptChunkException {
    if (count > remaining()) {
      throw new CorruptChunkException(
          "the chunk ends %d bytes before it should".formatted(count - remaining()));
    }
    int from = position;
    position += count;
    return from;
  }

  void get(byte[] to, int index, int length) throws CorruptChunkException {
    System.arraycopy(bytes, skip(length), to, index, length);
  }
}
