package dev.fedbench.zmq;

import dev.fedbench.rpc.ClientOptions;
import dev.fedbench.rpc.RpcClient;
import dev.fedbench.rpc.RpcHandler;
import dev.fedbench.rpc.RpcServer;
import dev.fedbench.rpc.ServerOptions;
import dev.fedbench.rpc.Transport;
import dev.fedbench.rpc.WireCounter;
import dev.fedbench.zmq.curve.AllowList;
import dev.fedbench.zmq.curve.CurveKeys;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/**
 * Calls and publications over ZeroMQ ({@code zmq://host:port}): a ROUTER at the server, a DEALER
 * for each client; {@code docs/zmq.md} is the protocol.
 *
 * <p>A client has one connection, which carries all its calls and subscriptions. It connects with
 * its first call. All clients of one instance share a thread for input and output; each has a
 * thread of its own on which also runs what hangs on its replies, and its listeners; a server has
 * one of each. Code there that blocks is left alone with its thread after some milliseconds. A call
 * whose connection breaks is sent again over the next one, and is served once. Thread-safe.
 */
public final class ZmqTransport implements Transport {

  private static final String NAME = "zmq";

  private final Optional<CurveSockets> curve;
  private final Sockets sockets;
  private final SharedEngine shared = new SharedEngine();
  private final SecureRandom random = new SecureRandom();

  /** Plain, with the default limits. */
  public ZmqTransport() {
    this(ZmqLimits.DEFAULTS, Optional.empty());
  }

  ZmqTransport(ZmqLimits limits, Optional<CurveSockets> curve) {
    this.curve = curve;
    this.sockets = new Sockets(limits, curve.isPresent() ? curve.get() : Security.PLAIN);
  }

  /** Other limits, and keys. */
  public static ZmqTransportBuilder builder() {
    return new ZmqTransportBuilder();
  }

  @Override
  public String name() {
    return NAME;
  }

  /**
   * Besides what is wrong with any address: a path, a query, a fragment or a user have no place.
   */
  @Override
  public Optional<String> problem(URI address) {
    boolean bare =
        address.getRawUserInfo() == null
            && address.getRawQuery() == null
            && address.getRawFragment() == null
            && (address.getRawPath() == null || address.getRawPath().matches("/?"));
    return Transport.super
        .problem(address)
        .or(
            () ->
                bare
                    ? Optional.empty()
                    : Optional.of(
                        "address %s: expected zmq://host:port and nothing more"
                            .formatted(address)));
  }

  /**
   * The same transport with CURVE. If it has keys, it is this one; otherwise it has keys made just
   * now, which its servers and clients show each other, and accept no others.
   */
  @Override
  public Optional<Transport> encrypted() {
    return Optional.of(curve.isPresent() ? this : withKeys(CurveKeys.generate()));
  }

  /**
   * The same transport with CURVE and the keys in the directory, which servers and clients share.
   */
  @Override
  public Optional<Transport> encrypted(Path keys) throws IOException {
    return Optional.of(withKeys(KeyDirectory.open(keys)));
  }

  private ZmqTransport withKeys(CurveKeys keys) {
    return new ZmqTransport(
        sockets.limits(),
        Optional.of(
            new CurveSockets(
                keys,
                Optional.of(keys.publicKey()),
                Optional.of(AllowList.of(List.of(keys.publicKey()))))));
  }

  private URI checked(URI address) {
    problem(address)
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException(problem);
            });
    return URI.create(NAME + "://" + address.getRawAuthority());
  }

  @Override
  public RpcServer serve(URI bind, RpcHandler handler, ServerOptions options) throws IOException {
    Objects.requireNonNull(handler, "handler");
    Objects.requireNonNull(options, "options");
    URI wanted = checked(bind);
    Engine engine = new Engine();
    try {
      return serve(engine, wanted, handler, options);
    } catch (IOException | RuntimeException e) {
      engine.release();
      throw e;
    }
  }

  private RpcServer serve(Engine engine, URI wanted, RpcHandler handler, ServerOptions options)
      throws IOException {
    ZMQ.Socket socket = engine.context().socket(SocketType.ROUTER);
    AutoCloseable authenticator = () -> {};
    try {
      authenticator = sockets.prepareServer(engine.context(), socket, options.maxRequestBytes());
      URI endpoint = address(wanted.getHost().replaceAll("[\\[\\]]", ""), bind(socket, wanted));
      Loop loop = new Loop("fedbench-zmq-" + endpoint.getAuthority(), engine);
      WireCounter counter = new WireCounter();
      Topics topics = new Topics();
      Reception reception =
          new Reception(
              loop,
              socket.base(),
              authenticator,
              handler,
              options,
              sockets.limits(),
              SessionId.random(random),
              counter,
              topics);
      loop.start(socket.base(), reception);
      return new ZmqRpcServer(endpoint, options.closeGrace(), loop, reception, topics, counter);
    } catch (IOException | RuntimeException e) {
      socket.close();
      closeAfter(e, authenticator);
      throw e;
    }
  }

  private static void closeAfter(Exception failure, AutoCloseable authenticator) {
    try {
      authenticator.close();
    } catch (Exception e) {
      failure.addSuppressed(e);
    }
  }

  /** The port that was bound. */
  private static int bind(ZMQ.Socket socket, URI wanted) throws BindException {
    try {
      socket.bind(Sockets.tcp(wanted));
    } catch (ZMQException | IllegalArgumentException e) {
      BindException failure =
          new BindException(
              "cannot bind %s: %s; close what has it, or use port 0"
                  .formatted(wanted, e.getMessage()));
      failure.initCause(e);
      throw failure;
    }
    String bound = socket.getLastEndpoint();
    return Integer.parseInt(bound.substring(bound.lastIndexOf(':') + 1));
  }

  @Override
  public RpcClient connect(URI endpoint, ClientOptions options) throws IOException {
    Objects.requireNonNull(options, "options");
    URI address = checked(endpoint);
    Engine engine = shared.hold();
    Loop loop = new Loop("fedbench-zmq-" + options.name() + "-" + address.getAuthority(), engine);
    WireCounter counter = new WireCounter();
    try {
      Link link = new Link(loop, engine, sockets, address, options, random, counter);
      link.begin();
      return new ZmqRpcClient(loop, link, counter);
    } catch (RuntimeException e) {
      engine.release();
      throw e;
    }
  }
}
