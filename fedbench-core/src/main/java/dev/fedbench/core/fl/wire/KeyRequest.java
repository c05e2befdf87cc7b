package dev.fedbench.core.fl.wire;

import java.nio.ByteBuffer;

/**
 * Somebody wants keys.
 *
 * @param keyId whose id is that
 */
public record KeyRequest(String keyId) {

  public ByteBuffer encode() {
    Text id = Text.of(keyId);
    ByteBuffer out = ByteBuffer.allocate(id.size());
    id.write(out);
    return out.flip();
  }

  public static KeyRequest decode(ByteBuffer body) throws MalformedMessageException {
    Reader in = new Reader(body);
    KeyRequest request = new KeyRequest(in.text(200, "key id"));
    in.end();
    return request;
  }
}
