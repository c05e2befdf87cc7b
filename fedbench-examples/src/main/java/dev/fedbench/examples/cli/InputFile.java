package dev.fedbench.examples.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads a file that a user named. */
final class InputFile {

  private static final int MOST_BYTES = 256 << 20;

  private InputFile() {}

  /**
   * @throws IOException if it cannot be read, or is too large; the message says so in words
   */
  static byte[] read(Path file) throws IOException {
    return read(file, MOST_BYTES);
  }

  /** One of that many bytes at most; a device may say of itself that it has none. */
  static byte[] read(Path file, int mostBytes) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(mostBytes + 1);
      if (bytes.length > mostBytes) {
        throw new IOException(
            "'%s' has more than %d bytes; expected no more".formatted(file, mostBytes));
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw new IOException("there is no file '%s'".formatted(file), e);
    }
  }
}
