package dev.fedbench.core.fl.wire;

import java.nio.ByteBuffer;

/**
 * A client gives its turn up, so that nobody waits for it.
 *
 * @param member who
 * @param round the round or pass that it gives up
 */
public record Abandon(Member member, int round) {

  public ByteBuffer encode() {
    ByteBuffer out = ByteBuffer.allocate(Member.SIZE + 4);
    member.write(out);
    return out.putInt(round).flip();
  }

  public static Abandon decode(ByteBuffer body) throws MalformedMessageException {
    Reader in = new Reader(body);
    Abandon abandon = new Abandon(Member.read(in), in.u31("round"));
    in.end();
    return abandon;
  }
}
