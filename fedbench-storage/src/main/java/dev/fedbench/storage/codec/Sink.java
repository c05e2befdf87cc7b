package dev.fedbench.storage.codec;

/** Where an encoded chunk is put together: bytes, numbers and single bits, one after another. */
final class Sink {

  private final byte[] bytes;
  private int size;

  Sink(int capacity) {
    bytes = new byte[capacity];
  }

  byte[] array() {
    return bytes;
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  /** Forgets what is behind so many bytes. */
  void cut(int length) {
    size = length;
  }

  /** Counts bytes that were written to {@link #array} from {@link #size} on. */
  void advance(int count) {
    size += count;
  }

  void put(int value) {
    bytes[size++] = (byte) value;
  }

  void putShort(int value) {
    Bytes.putShort(bytes, size, (short) value);
    size += 2;
  }

  /** Seven bits a byte, the lowest first; the top bit says that more follow. */
  void putVarint(int value) {
    int rest = value;
    while (rest >>> 7 != 0) {
      put(rest & 0x7f | 0x80);
      rest >>>= 7;
    }
    put(rest);
  }

  void put(byte[] from, int index, int length) {
    System.arraycopy(from, index, bytes, size, length);
    size += length;
  }

  void putZeros(int count) {
    for (int i = 0; i < count; i++) {
      put(0);
    }
  }
}
