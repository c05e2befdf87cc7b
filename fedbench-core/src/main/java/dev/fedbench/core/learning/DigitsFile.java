package dev.fedbench.core.learning;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Reads handwritten digits: a gzipped text, one example a line, 64 pixels from 0 to 16 and the
 * digit from 0 to 9, separated by commas.
 */
final class DigitsFile {

  /** Pixels of an image of 8 by 8. */
  static final int PIXELS = 64;

  /** A class for each digit. */
  static final int CLASSES = 10;

  /** The darkest pixel. */
  static final int MAX_PIXEL = 16;

  /** No file is longer, uncompressed: a small one could otherwise unpack without end. */
  static final int MAX_BYTES = 1 << 20;

  private DigitsFile() {}

  /**
   * Reads a file to its end; does not close it.
   *
   * @return the examples in the file's order, pixels scaled to 0..1
   * @throws IOException if it cannot be read, is not gzipped, too long, or not of that form
   */
  static Dataset read(InputStream file) throws IOException {
    byte[] bytes = new GZIPInputStream(file).readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw new IOException("digits: more than %d bytes unpacked".formatted(MAX_BYTES));
    }
    List<String> lines = new String(bytes, StandardCharsets.ISO_8859_1).lines().toList();
    float[] features = new float[lines.size() * PIXELS];
    int[] labels = new int[lines.size()];
    for (int i = 0; i < labels.length; i++) {
      String[] fields = lines.get(i).split(",", -1);
      if (fields.length != PIXELS + 1) {
        throw new IOException(
            "digits, line %d: %d fields; expected %d".formatted(i + 1, fields.length, PIXELS + 1));
      }
      for (int p = 0; p < PIXELS; p++) {
        features[i * PIXELS + p] = (float) number(fields[p], MAX_PIXEL, i + 1) / MAX_PIXEL;
      }
      labels[i] = number(fields[PIXELS], CLASSES - 1, i + 1);
    }
    return new Dataset(features, labels, PIXELS, CLASSES);
  }

  private static int number(String field, int most, int line) throws IOException {
    int value = field.isEmpty() || field.length() > 2 ? -1 : 0;
    for (int i = 0; i < field.length() && value >= 0; i++) {
      char c = field.charAt(i);
      value = c >= '0' && c <= '9' ? value * 10 + c - '0' : -1;
    }
    if (value < 0 || value > most) {
      String shown = field.substring(0, Math.min(field.length(), 10));
      throw new IOException(
          "digits, line %d: '%s'; expected a whole number from 0 to %d"
              .formatted(line, shown, most));
    }
    return value;
  }
}
