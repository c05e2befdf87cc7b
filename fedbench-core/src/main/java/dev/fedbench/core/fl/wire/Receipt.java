package dev.fedbench.core.fl.wire;

import java.nio.ByteBuffer;

/**
 * An update was accepted.
 *
 * @param aggregated whether it triggered an aggregation
 * @param modelVersion the model's version now
 * @param verificationNanos how long the coordinator's checks took
 */
public record Receipt(boolean aggregated, long modelVersion, long verificationNanos) {

  public ByteBuffer encode() {
    return ByteBuffer.allocate(17)
        .put((byte) (aggregated ? 1 : 0))
        .putLong(modelVersion)
        .putLong(verificationNanos)
        .flip();
  }

  public static Receipt decode(ByteBuffer body) throws MalformedMessageException {
    Reader in = new Reader(body);
    Receipt receipt =
        new Receipt(in.flag("aggregated"), in.u63("model version"), in.u63("verification time"));
    in.end();
    return receipt;
  }
}
