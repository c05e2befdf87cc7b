package dev.fedbench.core.learning;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The bundled handwritten digits: 1,797 images of 8 by 8 pixels. Source and licence are in
 * digits-attribution.txt beside the file.
 */
final class Digits {

  private static final String FILE = "digits.csv.gz";

  /** Read-only data of this jar, 460 KB, which every user may share; guarded by this class. */
  private static Dataset loaded;

  private Digits() {}

  /**
   * All of them; the first call reads the file.
   *
   * @throws UncheckedIOException if the file is missing or damaged
   */
  static synchronized Dataset dataset() {
    if (loaded == null) {
      try (InputStream file = Digits.class.getResourceAsStream(FILE)) {
        if (file == null) {
          throw new FileNotFoundException(
              FILE + ": not beside " + Digits.class.getName() + "; expected it in fedbench-core");
        }
        loaded = DigitsFile.read(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return loaded;
  }
}
