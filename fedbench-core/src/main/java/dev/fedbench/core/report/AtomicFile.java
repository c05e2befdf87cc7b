package dev.fedbench.core.report;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;

/**
 * Writes a file whole or not at all: to a temporary file beside it, forced to disk, then moved into
 * its place. Whatever fails, the old file stays as it was, and the temporary one goes.
 */
public final class AtomicFile {

  private static final int BUFFER = 1 << 16;

  private AtomicFile() {}

  /** Writes the content; the stream is buffered, and never to be closed here. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Writes it, in place of what was there. */
  public static void write(Path target, Content content) throws IOException {
    // What a symbolic link points to is replaced, not the link.
    Path file = Files.exists(target) ? target.toRealPath() : target.toAbsolutePath();
    Path temporary = file.resolveSibling(".fedbench-" + UUID.randomUUID() + ".tmp");
    try {
      fill(temporary, content);
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | RuntimeException | Error e) {
      delete(temporary, e);
      throw e;
    }
  }

  private static void fill(Path file, Content content) throws IOException {
    try (FileOutputStream out = new FileOutputStream(file.toFile())) {
      BufferedOutputStream buffered = new BufferedOutputStream(out, BUFFER);
      content.writeTo(buffered);
      buffered.flush();
      out.getFD().sync();
    }
  }

  private static void delete(Path file, Throwable why) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      why.addSuppressed(e);
    }
  }

  /** The directory that the file is in, or will be. */
  static Path directory(Path target) {
    return Optional.ofNullable(target.toAbsolutePath().getParent()).orElse(target);
  }

  /** What would keep {@link #write} from working, as far as looking can tell. */
  public static Optional<String> problem(Path target) {
    if (target.getFileSystem() != FileSystems.getDefault()) {
      return Optional.of("'%s' is not on the default file system".formatted(target));
    }
    if (Files.isDirectory(target)) {
      return Optional.of("'%s' is a directory; expected a file".formatted(target));
    }
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      return Optional.of("'%s' is not a regular file".formatted(target));
    }
    Path directory = directory(target);
    if (!Files.isDirectory(directory)) {
      return Optional.of("'%s': there is no directory %s; create it".formatted(target, directory));
    }
    if (!Files.isWritable(directory)) {
      return Optional.of(
          "'%s': the directory %s may not be written to".formatted(target, directory));
    }
    return Optional.empty();
  }
}
