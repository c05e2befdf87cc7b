package dev.fedbench.zk.circom;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Reads small files of JSON. */
final class TextFile {

  /** A million values have some 7 MB. */
  private static final long MOST_BYTES = 64L << 20;

  private TextFile() {}

  static String read(Path file) throws IOException {
    try (Source source = Source.open(file)) {
      if (source.size() > MOST_BYTES) {
        throw CircomFileException.of(
            source.name(), "%d bytes; expected at most %d".formatted(source.size(), MOST_BYTES));
      }
      byte[] bytes = new byte[(int) source.size()];
      source.read(bytes, bytes.length, 0);
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw CircomFileException.of(file.toString(), "not UTF-8 text", e);
    }
  }
}
