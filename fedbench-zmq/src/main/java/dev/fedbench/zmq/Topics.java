package dev.fedbench.zmq;

import dev.fedbench.rpc.RpcRequest;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The last version of each topic that has one. Thread-safe. */
final class Topics {

  /**
   * A version.
   *
   * @param body shared by all who send it: read it through a duplicate
   */
  record Version(long number, ByteBuffer body) {}

  private final Map<String, Version> last = new HashMap<>();

  /**
   * Keeps a version.
   *
   * @throws IllegalArgumentException if it does not rise, or that is no topic's name
   */
  synchronized void publish(String topic, Version version) {
    if (!RpcRequest.isMethod(topic)) {
      throw new IllegalArgumentException(
          "topic '%s': expected %s".formatted(topic, RpcRequest.METHOD_FORM));
    }
    Version before = last.get(topic);
    if (before != null && version.number <= before.number) {
      throw new IllegalArgumentException(
          "topic %s: version %d after version %d; expected a larger one"
              .formatted(topic, version.number, before.number));
    }
    last.put(topic, version);
  }

  synchronized Optional<Version> last(String topic) {
    return Optional.ofNullable(last.get(topic));
  }
}
