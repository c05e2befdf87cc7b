package dev.fedbench.core.transport.http;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Collects a body into one array: of just its size if the peer told it, and never much larger than
 * what has really come.
 */
final class BodyBuffer {

  /** What a peer gets for its first byte. */
  private static final int FIRST_BYTES = 4 * 1024;

  /** What a peer gets for each byte that has come, if it announced so many. */
  private static final int TRUST = 16;

  private static final int GROWTH = 2;

  private static final byte[] EMPTY = {};

  private final long announced;
  private final int most;
  private byte[] bytes = EMPTY;
  private int size;

  /**
   * @param announced the body's length, negative if unknown
   * @param most what is allowed
   */
  BodyBuffer(long announced, int most) {
    this.announced = announced;
    this.most = most;
  }

  /** Whether the announced length is more than is allowed. */
  boolean announcedTooLarge() {
    return announced > most;
  }

  /** Takes all that is in the chunk; false, and nothing, if that is more than is allowed. */
  boolean append(ByteBuffer chunk) {
    int count = chunk.remaining();
    if (count > most - size) {
      return false;
    }
    if (size + count > bytes.length) {
      bytes = Arrays.copyOf(bytes, capacity(size + count));
    }
    chunk.get(bytes, size, count);
    size += count;
    return true;
  }

  /** At least what is needed; in steps, but not beyond what was announced or is allowed. */
  private int capacity(int needed) {
    boolean believed = announced >= needed;
    long step = Math.max(FIRST_BYTES, (long) needed * (believed ? TRUST : GROWTH));
    return (int) Math.min(step, believed ? Math.min(announced, most) : most);
  }

  /** The whole body. */
  ByteBuffer body() {
    return ByteBuffer.wrap(bytes, 0, size);
  }
}
