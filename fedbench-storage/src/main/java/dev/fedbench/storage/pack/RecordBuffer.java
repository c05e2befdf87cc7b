package dev.fedbench.storage.pack;

import java.nio.ByteBuffer;

/**
 * Holds a record that was read; used again for the next, so that reading leaves no garbage. Belongs
 * to one thread.
 */
public final class RecordBuffer {

  private static final int INITIAL = 4096;

  private final boolean checked;
  private byte[] bytes = new byte[INITIAL];
  private int length;

  /** Empty. */
  public RecordBuffer() {
    this(true);
  }

  private RecordBuffer(boolean checked) {
    this.checked = checked;
  }

  /**
   * For records whose payload is checked against its id afterwards: its checksum, which says less,
   * is not looked at.
   */
  public static RecordBuffer unchecked() {
    return new RecordBuffer(false);
  }

  boolean isChecked() {
    return checked;
  }

  /** The array that holds the payload, from {@link #offset} on; valid until the next read. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where the payload starts. */
  public int offset() {
    return Frame.HEADER;
  }

  /** Length of the payload. */
  public int length() {
    return length;
  }

  /** The payload; valid until the next read. */
  public ByteBuffer payload() {
    return ByteBuffer.wrap(bytes, Frame.HEADER, length).slice();
  }

  /** Room for a record. */
  ByteBuffer room(int payload) {
    int needed = Frame.HEADER + payload;
    if (bytes.length < needed) {
      // Chunks are all of a size: no point in growing bit by bit.
      bytes = new byte[Math.max(needed, Math.min(2 * bytes.length, Frame.MAX_PAYLOAD))];
    }
    length = payload;
    return ByteBuffer.wrap(bytes, 0, needed);
  }
}
