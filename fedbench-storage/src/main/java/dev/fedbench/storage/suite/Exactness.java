package dev.fedbench.storage.suite;

import dev.fedbench.storage.CheckpointSource;
import dev.fedbench.storage.TensorInfo;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Compares what came back with what was stored. */
final class Exactness {

  private static final int PIECE = 1 << 16;

  private Exactness() {}

  /** That number, if it is 0: whatever else is measured of a broken store means nothing. */
  static long require(long wrongBytes, String what) throws IOException {
    if (wrongBytes > 0) {
      throw new IOException(
          "%d bytes of %s came back wrong; expected none: the store is broken"
              .formatted(wrongBytes, what));
    }
    return wrongBytes;
  }

  /** Bytes that differ; all of a checkpoint whose tensors are others. */
  static long wrongBytes(CheckpointSource found, CheckpointSource expected) throws IOException {
    if (!found.tensors().equals(expected.tensors())) {
      return Math.max(1, Series.bytes(expected));
    }
    long wrong = 0;
    byte[] mine = new byte[PIECE];
    byte[] theirs = new byte[PIECE];
    for (TensorInfo tensor : expected.tensors()) {
      try (InputStream a = found.open(tensor);
          InputStream b = expected.open(tensor)) {
        int length;
        do {
          length = a.readNBytes(mine, 0, PIECE);
          int other = b.readNBytes(theirs, 0, PIECE);
          wrong += wrongBytes(mine, theirs, length) + Math.abs(length - other);
        } while (length == PIECE);
      }
    }
    return wrong;
  }

  private static long wrongBytes(byte[] a, byte[] b, int length) {
    if (Arrays.equals(a, 0, length, b, 0, length)) {
      return 0;
    }
    long wrong = 0;
    for (int i = 0; i < length; i++) {
      wrong += a[i] == b[i] ? 0 : 1;
    }
    return wrong;
  }
}
