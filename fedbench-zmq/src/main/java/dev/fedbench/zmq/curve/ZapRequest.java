package dev.fedbench.zmq.curve;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A server's question whether a client may connect (RFC 27, ZAP).
 *
 * @param id to be said in the answer
 * @param domain of the server's socket
 */
record ZapRequest(byte[] id, String domain, CurvePublicKey client) {

  private static final String VERSION = "1.0";
  private static final String MECHANISM = "CURVE";

  /** Version, id, domain, address, identity, mechanism, and CURVE's one credential. */
  static final int FRAMES = 7;

  /** Empty if it is no request of CURVE. */
  static Optional<ZapRequest> parse(List<byte[]> frames) {
    if (frames.size() != FRAMES
        || !text(frames.get(0)).equals(VERSION)
        || !text(frames.get(5)).equals(MECHANISM)
        || frames.get(6).length != CurvePublicKey.BYTES) {
      return Optional.empty();
    }
    return Optional.of(
        new ZapRequest(frames.get(1), text(frames.get(2)), CurvePublicKey.of(frames.get(6))));
  }

  /** Version, id, status, reason, and neither user nor metadata. */
  static List<byte[]> answer(byte[] id, boolean allowed) {
    return List.of(
        bytes(VERSION),
        id,
        bytes(allowed ? "200" : "400"),
        bytes(allowed ? "OK" : "denied"),
        new byte[0],
        new byte[0]);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
