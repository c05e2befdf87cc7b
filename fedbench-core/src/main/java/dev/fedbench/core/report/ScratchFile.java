package dev.fedbench.core.report;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file without a name: to write, then to read back. Where the system allows, its name is deleted
 * as soon as it is open, so that not even a killed process leaves it behind; elsewhere it is
 * deleted on closing, or at the process's end. One thread at a time.
 *
 * <p>Not a channel: an interrupt of the writing thread would close that, and lose the rows.
 */
final class ScratchFile implements Closeable {

  private static final int BUFFER = 1 << 16;

  private final RandomAccessFile file;
  private final OutputStream output;

  /** Where the file still is; empty if it has no name any more. */
  private final Optional<Path> name;

  private ScratchFile(RandomAccessFile file, Optional<Path> name) throws IOException {
    this.file = file;
    this.name = name;
    output = new BufferedOutputStream(new FileOutputStream(file.getFD()), BUFFER);
  }

  /** A new, empty one. */
  static ScratchFile in(Path directory) throws IOException {
    Path path = Files.createTempFile(directory, ".fedbench-", ".tmp");
    RandomAccessFile file;
    try {
      file = new RandomAccessFile(path.toFile(), "rw");
    } catch (IOException e) {
      Files.deleteIfExists(path);
      throw e;
    }
    return new ScratchFile(file, deleted(path) ? Optional.empty() : Optional.of(path));
  }

  private static boolean deleted(Path path) {
    try {
      Files.delete(path);
      return true;
    } catch (IOException e) { // a system that holds on to the names of open files
      path.toFile().deleteOnExit();
      return false;
    }
  }

  /** Writes to the file's end; buffered, and never to be closed itself. */
  OutputStream output() {
    return output;
  }

  /** Reads all that was written, from the start; never to be closed itself. */
  InputStream input() throws IOException {
    output.flush();
    file.seek(0);
    return new BufferedInputStream(new FileInputStream(file.getFD()), BUFFER);
  }

  /** How many bytes were written. */
  long size() throws IOException {
    output.flush();
    return file.length();
  }

  @Override
  public void close() throws IOException {
    file.close();
    if (name.isPresent()) {
      Files.deleteIfExists(name.get());
    }
  }
}
