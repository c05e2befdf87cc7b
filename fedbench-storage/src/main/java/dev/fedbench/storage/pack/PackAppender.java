package dev.fedbench.storage.pack;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * Appends to one pack, small records many at a time. What it wrote can be read at once. One thread
 * appends; reads are thread-safe.
 */
final class PackAppender {

  private static final int BUFFER = 1 << 18;

  private final PackFile pack;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
  private final WriteBehind behind;

  /** Bytes in the file; what follows them is in the buffer. */
  private long written;

  private PackAppender(PackFile pack, long written) {
    this.pack = pack;
    this.written = written;
    this.behind = new WriteBehind(pack.file());
  }

  static PackAppender create(Disk disk, Path directory, int number) throws IOException {
    Path path = PackStore.packs(directory).resolve(PackFile.name(number));
    disk.delete(path); // left by a commit that failed
    PackFile pack = new PackFile(number, path, disk.create(path));
    PackAppender appender = new PackAppender(pack, 0);
    appender.buffer.put(PackFile.header(number));
    return appender;
  }

  /** Goes on where a pack's committed bytes end: what follows them was never acknowledged. */
  static PackAppender resume(Disk disk, Path directory, int number, long committed)
      throws IOException {
    Path path = PackStore.packs(directory).resolve(PackFile.name(number));
    DiskFile file = disk.open(path, true);
    try {
      if (file.size() > committed) {
        file.truncate(committed);
      }
    } catch (IOException e) {
      file.close();
      throw e;
    }
    return new PackAppender(new PackFile(number, path, file), committed);
  }

  int number() {
    return pack.number();
  }

  Path path() {
    return pack.path();
  }

  /** Bytes appended, those in the buffer too. */
  synchronized long length() {
    return written + buffer.position();
  }

  /** Whether a record fits; one fits into an empty pack however long it is. */
  boolean takes(int payload, long limit) {
    return length() + Frame.HEADER + payload <= limit || length() <= PackFile.HEADER;
  }

  synchronized Location append(Frame frame, byte[] bytes, int offset) throws IOException {
    Location at =
        new Location(pack.number(), length(), frame.length(), frame.kind(), frame.depth());
    if (buffer.remaining() < Frame.HEADER) {
      makeRoom();
    }
    frame.write(buffer);
    int from = offset;
    int end = offset + frame.length();
    while (from < end) {
      if (!buffer.hasRemaining()) {
        makeRoom();
      }
      int part = Math.min(buffer.remaining(), end - from);
      buffer.put(bytes, from, part);
      from += part;
    }
    return at;
  }

  private void makeRoom() throws IOException {
    long before = written;
    flush();
    behind.written(written - before);
  }

  private void flush() throws IOException {
    buffer.flip();
    long length = buffer.remaining();
    pack.file().writeFully(buffer, written);
    buffer.clear();
    written += length;
  }

  void read(ObjectId id, Location at, RecordBuffer into) throws IOException {
    synchronized (this) {
      if (at.end() > written) {
        flush();
      }
    }
    pack.read(id, at, into);
  }

  synchronized void force() throws IOException {
    flush();
    behind.force();
  }

  /**
   * Cuts off what was appended. Returns whether more may be appended here: not if forcing failed,
   * for the kernel may have dropped pages that it could not write and call them clean.
   */
  synchronized boolean cutBackTo(long committed) throws IOException {
    buffer.clear();
    boolean sound = behind.settle();
    pack.file().truncate(committed);
    written = committed;
    return sound;
  }

  synchronized void close() throws IOException {
    behind.settle();
    pack.retire();
  }
}
