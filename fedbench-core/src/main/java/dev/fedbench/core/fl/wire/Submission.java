package dev.fedbench.core.fl.wire;

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
 * @param frame the delta, shared: a {@link TensorFrame}, or with proofs a {@link ProvenFrame}
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
   * @param signatureBytes how many bytes the signature has; 0 for none
   * @param sign signs the payload as it was written
   */
  public static ByteBuffer encode(
      Member member,
      int round,
      byte[] nonce,
      long baseVersion,
      long examples,
      Payload payload,
      int signatureBytes,
      Function<ByteBuffer, byte[]> sign) {
    int start = FIXED + signatureBytes;
    ByteBuffer out = ByteBuffer.allocate(Math.addExact(start, payload.size()));
    payload.write(out.position(start));
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
