package dev.fedbench.core.rpc;

import dev.fedbench.rpc.RpcException;
import dev.fedbench.rpc.RpcException.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A body as it is sent: one byte that says how, the length of the plain body, and the body.
 *
 * <pre>
 * 0xF8 {length} {the plain body}
 * 0xF9 {length} {the body, compressed}
 * 0xFA {UTF-8 text}                      an answer only: the request was too large, when plain
 * </pre>
 *
 * <p>The length is a varint: 7 bits a byte, the lowest first, the top bit set in all but the last;
 * at most 5 bytes, no more than needed, up to 2^31 - 1. No UTF-8 text starts with these bytes.
 *
 * @param kind how the body is here
 * @param plainLength of the body when plain; 0 for a refusal
 * @param payload what follows
 */
record Frame(Kind kind, int plainLength, ByteBuffer payload) {

  /** How a body is sent. */
  enum Kind {
    PLAIN,
    COMPRESSED,
    REFUSAL
  }

  private static final int FIRST = 0xF8;
  private static final int MOST_LENGTH_BYTES = 5;
  private static final int BITS = 7;
  private static final int MORE = 1 << BITS;

  /** The bytes in front of a body of that length. */
  static int headBytes(int plainLength) {
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(plainLength | 1);
    return 1 + (bits + BITS - 1) / BITS;
  }

  /** The most bytes of a frame whose plain body has at most so many. */
  static int mostBytes(int plainLength) {
    return (int) Math.min(Integer.MAX_VALUE, (long) plainLength + headBytes(plainLength));
  }

  /** The frame of a plain or compressed body. */
  static ByteBuffer write(Kind kind, int plainLength, ByteBuffer payload) {
    int bytes = Math.addExact(headBytes(plainLength), payload.remaining());
    ByteBuffer frame = ByteBuffer.allocate(bytes).put((byte) (FIRST + kind.ordinal()));
    int rest = plainLength;
    while (rest >= MORE) {
      frame.put((byte) (rest | MORE));
      rest >>>= BITS;
    }
    return frame.put((byte) rest).put(payload.duplicate()).flip();
  }

  /** The answer to a request that is too large. */
  static ByteBuffer refusal(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(1 + utf8.length)
        .put((byte) (FIRST + Kind.REFUSAL.ordinal()))
        .put(utf8)
        .flip();
  }

  /**
   * Reads the head and leaves the payload where it is.
   *
   * @throws RpcException PROTOCOL if that is no frame
   */
  static Frame read(ByteBuffer bytes) throws RpcException {
    ByteBuffer in = bytes.duplicate();
    int number = in.hasRemaining() ? (in.get() & 0xff) - FIRST : -1;
    if (number < 0 || number >= Kind.values().length) {
      throw malformed("it does not start with 0xF8, 0xF9 or 0xFA");
    }
    Kind kind = Kind.values()[number];
    int length = kind == Kind.REFUSAL ? 0 : length(in);
    if (kind == Kind.PLAIN && length != in.remaining()) {
      throw malformed("it states %d bytes and has %d".formatted(length, in.remaining()));
    }
    return new Frame(kind, length, in.slice());
  }

  private static int length(ByteBuffer in) throws RpcException {
    long length = 0;
    for (int i = 0; i < MOST_LENGTH_BYTES && in.hasRemaining(); i++) {
      int next = in.get() & 0xff;
      length |= (long) (next & MORE - 1) << BITS * i;
      if (next < MORE) {
        if (length > Integer.MAX_VALUE || next == 0 && i > 0) {
          break;
        }
        return (int) length;
      }
    }
    throw malformed("its length is cut off, too large, or not in its shortest form");
  }

  static RpcException malformed(String why) {
    return new RpcException(
        Reason.PROTOCOL,
        "a body is no frame of a compressing transport: %s; use the same transport and codec on both sides"
            .formatted(why));
  }
}
