package dev.fedbench.storage.codec;

/**
 * A general lossless codec of bytes, for {@link Strategy#COMPRESSED}. Thread-safe: the threads of a
 * store share it.
 */
public interface ByteCodec {

  /**
   * What names this codec in encoded chunks, for ever: 0 to 255. {@link DeflateCodec} is 1, {@link
   * SnappyByteCodec} is 2; hosts' own start at 128.
   */
  int id();

  /**
   * Compresses a range of bytes into another array.
   *
   * @return the bytes written, or -1 if they are more than there is room for
   */
  int compress(byte[] from, int fromIndex, int length, byte[] to, int toIndex);

  /**
   * Restores exactly {@code toLength} bytes. Total: whatever the input, it writes nothing outside
   * of that range and needs memory that does not depend on what the input claims.
   *
   * @throws CorruptChunkException if the input is not what {@link #compress} made of so many bytes
   */
  void decompress(byte[] from, int fromIndex, int fromLength, byte[] to, int toIndex, int toLength)
      throws CorruptChunkException;
}
