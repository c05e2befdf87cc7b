package dev.fedbench.examples.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads a file that a user named. */
final class InputFile {

  private static final long MOST_BYTES = 256L << 20;

  private InputFile() {}

  /**
   * @throws IOException if it cannot be read, or is too large; the message says so in words
   */
  static byte[] read(Path file) throws IOException {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new IOException(
            "'%s' has %d bytes; expected at most %d".formatted(file, Files.size(file), MOST_BYTES));
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new IOException("there is no file '%s'".formatted(file), e);
    }
  }
}
