package dev.fedbench.core.fl.wire;

import dev.fedbench.fl.Tensors;
import java.nio.ByteBuffer;

/**
 * An update on its way to the coordinator.
 *
 * @param member who submits
 * @param round the round, or the client's pass
 * @param nonce the 16 bytes that came with the instruction
 * @param baseVersion the version of the model that the update is a change to
 * @param examples how many examples it stands for
 * @param signature over {@code SignedMessage.submission}; empty without signatures
 * @param frame the delta, a {@link TensorFrame}, shared
 */
public record Submission(
    Member member,
    int round,
    byte[] nonce,
    long baseVersion,
    long examples,
    byte[] signature,
    ByteBuffer frame) {

  private static final int FIXED = Member.SIZE + 4 + 16 + 8 + 8 + 1;

  /** The delta as a frame, ready to be signed and sent. */
  public static ByteBuffer frame(byte[] header, Tensors delta) {
    ByteBuffer frame = ByteBuffer.allocate(TensorFrame.size(header, delta.layout()));
    TensorFrame.write(frame, header, delta);
    return frame.flip();
  }

  public ByteBuffer encode() {
    ByteBuffer out = ByteBuffer.allocate(FIXED + signature.length + frame.remaining());
    member.write(out);
    return out.putInt(round)
        .put(nonce)
        .putLong(baseVersion)
        .putLong(examples)
        .put((byte) signature.length)
        .put(signature)
        .put(frame.duplicate())
        .flip();
  }

  public static Submission decode(ByteBuffer body) throws MalformedMessageException {
    Reader in = new Reader(body);
    return new Submission(
        Member.read(in),
        in.u31("round"),
        in.bytes(16, "nonce"),
        in.u63("base version"),
        in.u63("examples"),
        in.bytes(in.u8("signature"), "signature"),
        in.rest());
  }
}
