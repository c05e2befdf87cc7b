package dev.fedbench.storage.pack;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The head of a record: 52 bytes, big-endian.
 *
 * <pre>
 *  0  4  magic "FBR1"
 *  4  1  kind
 *  5  1  depth
 *  6  2  zero
 *  8  4  length of the payload
 * 12  4  CRC32C of the payload
 * 16 32  id
 * 48  4  CRC32C of bytes 0 to 47
 * </pre>
 *
 * The head has a checksum of its own, so that a scan may trust the length without reading the
 * payload.
 */
public record Frame(RecordKind kind, int depth, int length, int payloadCrc, ObjectId id) {

  /** Bytes of a head. */
  public static final int HEADER = 52;

  /** A payload is at most this long. */
  public static final int MAX_PAYLOAD = 4 << 20;

  /** A record needs at most so many others before it. */
  public static final int MAX_DEPTH = 64;

  static final int MAGIC = 0x46425231;

  private static final int SEALED = HEADER - Integer.BYTES;

  public Frame {
    if (length < 0 || length > MAX_PAYLOAD || depth < 0 || depth > MAX_DEPTH) {
      throw new IllegalArgumentException(
          "a record of %d bytes and depth %d; expected at most %d and %d"
              .formatted(length, depth, MAX_PAYLOAD, MAX_DEPTH));
    }
  }

  static int crc(byte[] bytes, int offset, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, offset, length);
    return (int) crc.getValue();
  }

  /** Writes the head. */
  void write(ByteBuffer target) {
    byte[] bytes = new byte[HEADER];
    ByteBuffer head = ByteBuffer.wrap(bytes);
    head.putInt(MAGIC).put((byte) kind.code()).put((byte) depth).putShort((short) 0);
    head.putInt(length).putInt(payloadCrc);
    id.write(head);
    head.putInt(crc(bytes, 0, SEALED));
    target.put(bytes);
  }

  /** A head at that place of the bytes, if there is a sound one. */
  static Optional<Frame> parse(byte[] bytes, int offset) {
    ByteBuffer head = ByteBuffer.wrap(bytes, offset, HEADER).slice();
    if (head.getInt() != MAGIC || head.getInt(SEALED) != crc(bytes, offset, SEALED)) {
      return Optional.empty();
    }
    Optional<RecordKind> kind = RecordKind.ofCode(head.get());
    int depth = head.get();
    boolean zero = head.getShort() == 0;
    int length = head.getInt();
    int payloadCrc = head.getInt();
    boolean sound =
        zero && depth >= 0 && depth <= MAX_DEPTH && length >= 0 && length <= MAX_PAYLOAD;
    return sound
        ? kind.map(known -> new Frame(known, depth, length, payloadCrc, ObjectId.read(head)))
        : Optional.empty();
  }
}
