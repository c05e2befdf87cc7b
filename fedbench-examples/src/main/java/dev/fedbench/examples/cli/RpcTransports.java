package dev.fedbench.examples.cli;

import dev.fedbench.rpc.Codec;
import dev.fedbench.rpc.Transport;
import dev.fedbench.spi.Extensions;
import dev.fedbench.spi.Problems;
import dev.fedbench.zmq.ZmqTransport;
import dev.fedbench.zmq.ZmqTransportBuilder;
import java.io.IOException;
import java.util.Optional;

/** Transports by name, and with keys. */
final class RpcTransports {

  private static final String ZMQ = "zmq";

  private RpcTransports() {}

  /** Sets keys; what is wrong with their files is said by exception. */
  @FunctionalInterface
  interface Keys {
    void set(ZmqTransportBuilder builder) throws IOException;
  }

  /** The transport of that name. */
  static Optional<Transport> find(String name, Problems problems) {
    Extensions<Transport> all = Extensions.of(Transport.class);
    Optional<Transport> found = all.find(name);
    problems.expect(found.isPresent(), "--transport: %s", all.explainMissing(name));
    return found;
  }

  /** The codec of that name. */
  static Optional<Codec> codec(String name, Problems problems) {
    Extensions<Codec> all = Extensions.of(Codec.class);
    Optional<Codec> found = all.find(name);
    problems.expect(found.isPresent(), "--compress: %s", all.explainMissing(name));
    return found;
  }

  /** The transport of that name, which must be ZeroMQ, with CURVE. */
  static Optional<Transport> curve(String name, Keys keys, Problems problems) {
    problems.expect(
        name.equals(ZMQ), "--curve-keys: CURVE is ZeroMQ's; expected --transport zmq with it");
    try {
      ZmqTransportBuilder builder = ZmqTransport.builder();
      keys.set(builder);
      return problems.build(builder::build);
    } catch (IOException | IllegalArgumentException e) {
      problems.expect(false, "%s", e.getMessage());
      return Optional.empty();
    }
  }
}
