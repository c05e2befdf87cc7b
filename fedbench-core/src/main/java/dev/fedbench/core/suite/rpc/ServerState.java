package dev.fedbench.core.suite.rpc;

import dev.fedbench.core.rpc.SchedulerLoad;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What the method {@value #METHOD} answers: lines of {@code name=number}; what is not known has no
 * line.
 *
 * @param vitals of the server's process
 * @param load what its scheduler holds
 * @param connections its TCP connections; empty where that cannot be told
 */
record ServerState(Vitals vitals, SchedulerLoad load, OptionalLong connections) {

  static final String METHOD = "stats";

  private static final int MOST_BYTES = 4_096;

  ByteBuffer encode() {
    StringBuilder text = new StringBuilder();
    vitals.cpuNanos().ifPresent(value -> line(text, "cpuNanos", value));
    vitals.allocatedBytes().ifPresent(value -> line(text, "allocatedBytes", value));
    line(text, "collections", vitals.collections());
    line(text, "collectionMillis", vitals.collectionMillis());
    line(text, "queued", load.queued());
    line(text, "running", load.running());
    line(text, "keys", load.keys());
    connections.ifPresent(value -> line(text, "connections", value));
    return ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.US_ASCII));
  }

  private static void line(StringBuilder text, String name, long value) {
    text.append(name).append('=').append(value).append('\n');
  }

  /**
   * The state that an answer tells.
   *
   * @throws IOException if it tells something else
   */
  static ServerState decode(ByteBuffer body) throws IOException {
    if (body.remaining() > MOST_BYTES) {
      throw new IOException(
          "the server's stats have %d bytes; expected at most %d"
              .formatted(body.remaining(), MOST_BYTES));
    }
    Map<String, Long> values = new LinkedHashMap<>();
    for (String line : StandardCharsets.US_ASCII.decode(body.duplicate()).toString().split("\n")) {
      int equals = line.indexOf('=');
      try {
        values.put(
            line.substring(0, Math.max(0, equals)), Long.parseLong(line.substring(equals + 1)));
      } catch (NumberFormatException e) {
        throw new IOException(
            "the server's stats say '%.100s'; expected name=number".formatted(line), e);
      }
    }
    return new ServerState(
        new Vitals(
            optional(values, "cpuNanos"),
            optional(values, "allocatedBytes"),
            required(values, "collections"),
            required(values, "collectionMillis")),
        new SchedulerLoad(
            required(values, "queued"), required(values, "running"), required(values, "keys")),
        optional(values, "connections"));
  }

  private static OptionalLong optional(Map<String, Long> values, String name) {
    Long value = values.get(name);
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }

  private static long required(Map<String, Long> values, String name) throws IOException {
    Long value = values.get(name);
    if (value == null) {
      throw new IOException("the server's stats lack '%s'".formatted(name));
    }
    return value;
  }
}
