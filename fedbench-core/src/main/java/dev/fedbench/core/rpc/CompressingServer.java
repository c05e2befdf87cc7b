package dev.fedbench.core.rpc;

import dev.fedbench.rpc.MessageKind;
import dev.fedbench.rpc.RpcServer;
import dev.fedbench.rpc.WireStats;
import java.net.URI;
import java.nio.ByteBuffer;

/** Publishes frames; calls are its {@link UnpackingHandler}'s. */
record CompressingServer(RpcServer inner, Packer packer) implements RpcServer {

  @Override
  public URI endpoint() {
    return inner.endpoint();
  }

  /** Compresses once, for all subscribers. */
  @Override
  public void publish(String topic, long version, ByteBuffer body) {
    inner.publish(topic, version, packer.pack(MessageKind.PUBLICATION, topic, body));
  }

  @Override
  public WireStats stats() {
    return inner.stats();
  }

  @Override
  public void close() {
    inner.close();
  }
}
