package dev.fedbench.zk.circom;

import java.io.IOException;
import java.util.Arrays;

/** Reads files with something wrong. Whatever is not read is refused, and nothing else happens. */
final class Mutations {

  interface Reader {
    Object read(byte[] file) throws IOException;
  }

  private Mutations() {}

  /** How many beginnings are refused. */
  static int refusedCuts(byte[] file, Reader reader) {
    int refused = 0;
    for (int length = 0; length < file.length; length++) {
      refused += refuses(Arrays.copyOf(file, length), reader) ? 1 : 0;
    }
    return refused;
  }

  /** How many files with one byte changed are refused; one change for each byte. */
  static int refusedChanges(byte[] file, Reader reader) {
    int refused = 0;
    for (int i = 0; i < file.length; i++) {
      byte[] changed = file.clone();
      changed[i] ^= (byte) (1 << i * 5 % 8);
      refused += refuses(changed, reader) ? 1 : 0;
    }
    return refused;
  }

  private static boolean refuses(byte[] file, Reader reader) {
    try {
      reader.read(file);
      return false;
    } catch (CircomFileException e) {
      return true;
    } catch (IOException e) {
      throw new AssertionError("nothing was read from a disk", e);
    }
  }
}
