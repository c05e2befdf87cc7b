package dev.fedbench.storage.pack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What a store asks of a file system, so that tests can put one in its place that fails, tears
 * writes and forgets what was not forced. Thread-safe.
 */
public interface Disk {

  /** Opens a file that is there. */
  DiskFile open(Path file, boolean writable) throws IOException;

  /** Makes a new file, for reading and writing. Fails if there is one of that name. */
  DiskFile create(Path file) throws IOException;

  /** Whether there is a file of that name. */
  boolean exists(Path file);

  /** The names of a directory's files. */
  List<String> list(Path directory) throws IOException;

  /** Makes a directory and those above it, if they are not there. */
  void createDirectories(Path directory) throws IOException;

  /** Puts a file in the place of another at once: whoever looks sees the one or the other. */
  void replace(Path from, Path to) throws IOException;

  /** Removes a file, if it is there. Whoever has it open may go on reading. */
  void delete(Path file) throws IOException;

  /** Makes durable which files the directory has. */
  void forceDirectory(Path directory) throws IOException;
}
