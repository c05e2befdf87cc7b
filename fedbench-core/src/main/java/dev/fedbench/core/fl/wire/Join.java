package dev.fedbench.core.fl.wire;

import java.nio.ByteBuffer;

/**
 * A client wants to take part.
 *
 * @param clientId its id
 * @param signature over {@code SignedMessage.join}; empty without signatures
 */
public record Join(String clientId, byte[] signature) {

  public ByteBuffer encode() {
    Text id = Text.of(clientId);
    ByteBuffer out = ByteBuffer.allocate(id.size() + 1 + signature.length);
    id.write(out);
    return out.put((byte) signature.length).put(signature).flip();
  }

  public static Join decode(ByteBuffer body) throws MalformedMessageException {
    Reader in = new Reader(body);
    Join join = new Join(in.text(200, "client id"), in.bytes(in.u8("signature"), "signature"));
    in.end();
    return join;
  }
}
