package dev.fedbench.core.rpc;

import dev.fedbench.rpc.ClientOptions;
import dev.fedbench.rpc.Codec;
import dev.fedbench.rpc.RpcClient;
import dev.fedbench.rpc.RpcHandler;
import dev.fedbench.rpc.RpcServer;
import dev.fedbench.rpc.ServerOptions;
import dev.fedbench.rpc.Transport;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Any transport, with bodies of requests, results and publications compressed where that is worth
 * it. Both sides need it, with the same codec; {@code docs/rpc.md} says what is sent.
 *
 * <p><b>When.</b> Bodies shorter than {@value Packer#SMALL_BYTES} bytes are sent as they are. Of
 * one longer than {@code 16 KiB} the middle {@code 8 KiB} are tried first. A body is sent
 * compressed if that makes it 5 % shorter at least; if not, the next ones of its kind and name are
 * not tried: one, then 2, 4, up to 64, until one shrinks again. FAILURE and ERROR are never
 * compressed.
 *
 * <p><b>Limits</b> are those of plain bodies. A length that is stated beyond them is refused before
 * anything is allocated, and no more than that length is ever made. A request that is too large
 * only when plain fails at its caller with TOO_LARGE, as any other; a malformed one is answered
 * with a FAILURE, and a malformed result or publication fails with PROTOCOL: that call, or that
 * subscription, alone.
 *
 * <p>The codec runs where bodies come and go: on the thread that calls, completes the handler's
 * stage, completes the reply or tells the listener. Each subscriber decompresses for itself. Counts
 * of messages and envelopes are the inner transport's: bodies as they are sent. Thread-safe.
 */
public final class CompressingTransport implements Transport {

  private final Transport inner;
  private final Codec codec;
  private final CompressionCounter counter = new CompressionCounter();
  private final Packer packer;

  /** Around that transport, whose addresses it has. */
  public CompressingTransport(Transport inner, Codec codec) {
    this.inner = Objects.requireNonNull(inner, "inner");
    this.codec = Objects.requireNonNull(codec, "codec");
    this.packer = new Packer(codec, counter);
  }

  /** Such as {@code http+snappy}. */
  @Override
  public String name() {
    return inner.name() + "+" + codec.name();
  }

  /**
   * What its clients and servers did so far. Those of {@link #encrypted()} count for themselves.
   */
  public CompressionStats stats() {
    return counter.stats();
  }

  @Override
  public URI address(String host, int port) {
    return inner.address(host, port);
  }

  @Override
  public Optional<String> problem(URI address) {
    return inner.problem(address);
  }

  @Override
  public RpcServer serve(URI bind, RpcHandler handler, ServerOptions options) throws IOException {
    Objects.requireNonNull(handler, "handler");
    int most = options.maxRequestBytes();
    return new CompressingServer(
        inner.serve(
            bind,
            new UnpackingHandler(handler, packer, most),
            options.withMaxRequestBytes(Frame.mostBytes(most))),
        packer);
  }

  @Override
  public RpcClient connect(URI endpoint, ClientOptions options) throws IOException {
    int most = options.maxResponseBytes();
    return new CompressingClient(
        inner.connect(endpoint, options.withMaxResponseBytes(Frame.mostBytes(most))), packer, most);
  }

  @Override
  public Optional<Transport> encrypted() {
    return inner.encrypted().map(encrypted -> new CompressingTransport(encrypted, codec));
  }

  @Override
  public Optional<Transport> encrypted(Path keys) throws IOException {
    return inner.encrypted(keys).map(encrypted -> new CompressingTransport(encrypted, codec));
  }
}
