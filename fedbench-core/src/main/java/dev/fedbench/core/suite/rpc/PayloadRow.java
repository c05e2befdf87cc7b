package dev.fedbench.core.suite.rpc;

import dev.fedbench.metric.Row;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** What was sent, so that it can be seen that two scenarios sent the same. */
final class PayloadRow {

  private PayloadRow() {}

  static Row of(RpcPoint point, ByteBuffer body) {
    CRC32 sum = new CRC32();
    int bytes = body.remaining();
    sum.update(body);
    return Row.builder("payload")
        .column("kind", point.payload().word())
        .column("bytes", bytes)
        .column("crc32", "%08x".formatted(sum.getValue()))
        .build();
  }
}
