package dev.fedbench.core.fl.wire;

import java.nio.ByteBuffer;

/**
 * A receiver has decoded a model.
 *
 * @param member a client of that receiver
 * @param modelVersion which model
 */
public record Ack(Member member, long modelVersion) {

  public ByteBuffer encode() {
    ByteBuffer out = ByteBuffer.allocate(Member.SIZE + 8);
    member.write(out);
    return out.putLong(modelVersion).flip();
  }

  public static Ack decode(ByteBuffer body) throws MalformedMessageException {
    Reader in = new Reader(body);
    Ack ack = new Ack(Member.read(in), in.u63("model version"));
    in.end();
    return ack;
  }
}
