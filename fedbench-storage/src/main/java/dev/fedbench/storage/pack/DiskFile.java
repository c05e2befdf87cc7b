package dev.fedbench.storage.pack;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * An open file, read and written by position. Reads and forces are thread-safe; one thread writes.
 */
public interface DiskFile extends Closeable {

  /** Reads some bytes; -1 at the end of the file. */
  int read(ByteBuffer target, long position) throws IOException;

  /** Writes some bytes, and returns how many. */
  int write(ByteBuffer source, long position) throws IOException;

  /** Makes the content, and the length that is needed to read it, durable. */
  void force() throws IOException;

  long size() throws IOException;

  void truncate(long size) throws IOException;

  /** Reads until the buffer is full or the file ends, and returns how many bytes that were. */
  default int readFully(ByteBuffer target, long position) throws IOException {
    int before = target.position();
    while (target.hasRemaining()) {
      if (read(target, position + target.position() - before) < 0) {
        break;
      }
    }
    return target.position() - before;
  }

  /** Writes the whole buffer. */
  default void writeFully(ByteBuffer source, long position) throws IOException {
    long at = position;
    while (source.hasRemaining()) {
      at += write(source, at);
    }
  }
}
