package dev.fedbench.storage.pack;

import dev.fedbench.storage.CorruptStoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An open pack. It stays open until it is retired and the last read in it has ended, so that a gc
 * takes nothing away under a reader. Thread-safe.
 */
final class PackFile {

  /** Bytes before the first record. */
  static final int HEADER = 32;

  private static final long MAGIC = 0x46454442_5041434bL; // "FEDBPACK"
  private static final int VERSION = 1;
  private static final int SEALED = HEADER - Integer.BYTES;
  private static final String PREFIX = "pack-";
  private static final String SUFFIX = ".pack";

  private final int number;
  private final Path path;
  private final DiskFile file;
  private int readers;
  private boolean retired;

  PackFile(int number, Path path, DiskFile file) {
    this.number = number;
    this.path = path;
    this.file = file;
  }

  static String name(int number) {
    return String.format(Locale.ROOT, "%s%08d%s", PREFIX, number, SUFFIX);
  }

  /** The number in a file's name, if it is a pack's. */
  static OptionalInt number(String name) {
    if (!name.matches("pack-[0-9]{8}\\.pack")) {
      return OptionalInt.empty();
    }
    String digits = name.substring(PREFIX.length(), name.length() - SUFFIX.length());
    return OptionalInt.of(Integer.parseInt(digits));
  }

  /** What a pack starts with. */
  static ByteBuffer header(int number) {
    byte[] bytes = new byte[HEADER];
    ByteBuffer header = ByteBuffer.wrap(bytes).putLong(MAGIC).putInt(VERSION).putInt(number);
    return header.putInt(SEALED, Frame.crc(bytes, 0, SEALED)).rewind();
  }

  int number() {
    return number;
  }

  Path path() {
    return path;
  }

  DiskFile file() {
    return file;
  }

  boolean soundHeader() throws IOException {
    ByteBuffer found = ByteBuffer.allocate(HEADER);
    return file.readFully(found, 0) == HEADER && found.rewind().equals(header(number));
  }

  /** Whether reads may begin; each that does is followed by {@link #release}. */
  synchronized boolean acquire() {
    if (retired) {
      return false;
    }
    readers++;
    return true;
  }

  synchronized void release() throws IOException {
    readers--;
    closeIfUnused();
  }

  /** No more reads begin. */
  synchronized void retire() throws IOException {
    retired = true;
    closeIfUnused();
  }

  private void closeIfUnused() throws IOException {
    if (retired && readers == 0) {
      file.close();
    }
  }

  /** Reads a record and checks its checksums, that of its payload if the buffer asks for it. */
  void read(ObjectId id, Location at, RecordBuffer buffer) throws IOException {
    ByteBuffer room = buffer.room(at.length());
    int found = file.readFully(room, at.offset());
    int expected = Frame.HEADER + at.length();
    if (found < expected) {
      throw corrupt(id, at, "ends after %d bytes; expected %d".formatted(found, expected));
    }
    Optional<Frame> head = Frame.parse(buffer.bytes(), 0);
    if (head.isEmpty()) {
      throw corrupt(id, at, "the checksum of its head does not fit");
    }
    Frame frame = head.get();
    if (!frame.id().equals(id) || frame.length() != at.length() || frame.kind() != at.kind()) {
      throw corrupt(id, at, "its head is that of %s %s".formatted(frame.kind(), frame.id().hex()));
    }
    if (buffer.isChecked()
        && Frame.crc(buffer.bytes(), Frame.HEADER, at.length()) != frame.payloadCrc()) {
      throw corrupt(id, at, "the checksum of its payload does not fit");
    }
  }

  private CorruptStoreException corrupt(ObjectId id, Location at, String what) {
    return new CorruptStoreException(
        "%s, record at byte %d (%s %s): %s; restore the file from a backup, or commit the tensor again"
            .formatted(path.getFileName(), at.offset(), at.kind(), id.hex(), what));
  }
}
