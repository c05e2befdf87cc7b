package dev.fedbench.storage.safetensors;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** The next bytes of a stream that others go on reading: closing this closes nothing. */
final class LimitedStream extends InputStream {

  private final InputStream in;
  private long left;

  LimitedStream(InputStream in, long left) {
    this.in = in;
    this.left = left;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    int count = left == 0 ? -1 : in.read(target, offset, (int) Math.min(length, left));
    left -= Math.max(count, 0);
    return count;
  }
}
