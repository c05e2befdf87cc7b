package dev.fedbench.core.fl.wire;

import dev.fedbench.fl.Tensors;
import java.nio.ByteBuffer;
import java.util.function.Function;

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

  /**
   * Writes a submission in one go, so that a large update is copied once.
   *
   * @param signature how many bytes the signature has, and what signs a frame; 0 for none
   */
  public static ByteBuffer encode(
      Member member,
      int round,
      byte[] nonce,
      long baseVersion,
      long examples,
      byte[] header,
      Tensors delta,
      int signatureBytes,
      Function<ByteBuffer, byte[]> sign) {
    int start = FIXED + signatureBytes;
    ByteBuffer out = ByteBuffer.allocate(start + TensorFrame.size(header, delta.layout()));
    TensorFrame.write(out.position(start), header, delta);
    byte[] signature =
        signatureBytes == 0 ? new byte[0] : sign.apply(out.flip().position(start).slice());
    out.clear();
    member.write(out);
    out.putInt(round).put(nonce).putLong(baseVersion).putLong(examples);
    return out.put((byte) signature.length).put(signature).rewind();
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
