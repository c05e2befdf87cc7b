package dev.fedbench.core.fl.wire;

import java.nio.ByteBuffer;

/**
 * Who calls: a client that has joined.
 *
 * @param index the client's index
 * @param token what the coordinator gave it when it joined; not to be shown
 */
public record Member(int index, long token) {

  static final int SIZE = 12;

  public ByteBuffer encode() {
    ByteBuffer out = ByteBuffer.allocate(SIZE);
    write(out);
    return out.flip();
  }

  public static Member decode(ByteBuffer body) throws MalformedMessageException {
    Reader in = new Reader(body);
    Member member = read(in);
    in.end();
    return member;
  }

  void write(ByteBuffer out) {
    out.putInt(index).putLong(token);
  }

  static Member read(Reader in) throws MalformedMessageException {
    return new Member(in.u31("client index"), in.i64("token"));
  }

  @Override
  public String toString() {
    return "Member[index=" + index + "]";
  }
}
