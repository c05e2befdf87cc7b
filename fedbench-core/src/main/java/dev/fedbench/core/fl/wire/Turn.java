package dev.fedbench.core.fl.wire;

import java.nio.ByteBuffer;

/**
 * A client's pass may begin.
 *
 * @param pass which pass of this client, from 1
 * @param nonce 16 bytes that its submission must carry
 */
public record Turn(int pass, byte[] nonce) {

  public ByteBuffer encode() {
    return ByteBuffer.allocate(20).putInt(pass).put(nonce).flip();
  }

  public static Turn decode(ByteBuffer body) throws MalformedMessageException {
    Reader in = new Reader(body);
    Turn turn = new Turn(in.u31("pass"), in.bytes(16, "nonce"));
    in.end();
    return turn;
  }
}
