package dev.fedbench.zmq;

import dev.fedbench.zmq.curve.AllowList;
import dev.fedbench.zmq.curve.CurveKeys;
import dev.fedbench.zmq.curve.CurvePublicKey;
import java.time.Duration;
import java.util.Optional;

/** Makes a {@link ZmqTransport}. Not thread-safe. */
public final class ZmqTransportBuilder {

  private int window = ZmqLimits.DEFAULTS.window();
  private long windowBytes = ZmqLimits.DEFAULTS.windowBytes();
  private long answerBytes = ZmqLimits.DEFAULTS.answerBytes();
  private int subscriptions = ZmqLimits.DEFAULTS.subscriptions();
  private int highWaterMark = ZmqLimits.DEFAULTS.highWaterMark();
  private Duration heartbeat = ZmqLimits.DEFAULTS.heartbeat();
  private Duration handshakeTimeout = ZmqLimits.DEFAULTS.handshakeTimeout();
  private Duration linger = ZmqLimits.DEFAULTS.linger();
  private Optional<CurveKeys> own = Optional.empty();
  private Optional<CurvePublicKey> server = Optional.empty();
  private Optional<AllowList> clients = Optional.empty();

  ZmqTransportBuilder() {}

  /**
   * How many calls of a client may be under way; more wait in order. The smaller of both ends'
   * counts. 1,024 unless set.
   */
  public ZmqTransportBuilder window(int calls) {
    window = calls;
    return this;
  }

  /** How many bytes of requests of a client may be under way; 64 MiB unless set. */
  public ZmqTransportBuilder windowBytes(long bytes) {
    windowBytes = bytes;
    return this;
  }

  /**
   * How many bytes of answers a server keeps until clients have them, all clients together; 64 MiB
   * unless set. If a connection breaks while an answer beyond that is on its way, its call fails.
   */
  public ZmqTransportBuilder answerBytes(long bytes) {
    answerBytes = bytes;
    return this;
  }

  /** How many subscriptions a client may have; 1,000 unless set. */
  public ZmqTransportBuilder maxSubscriptions(int most) {
    subscriptions = most;
    return this;
  }

  /**
   * How many messages of a peer wait to be received before its connection is not read any more;
   * 1,000 unless set. Not for encrypted connections, where only the windows bound them.
   */
  public ZmqTransportBuilder highWaterMark(int messages) {
    highWaterMark = messages;
    return this;
  }

  /**
   * How often each end asks the other for a sign of life; it has twice as long to give it. 2 s
   * unless set.
   */
  public ZmqTransportBuilder heartbeat(Duration interval) {
    heartbeat = interval;
    return this;
  }

  /** How long a peer may take to greet in ZeroMQ's way; 5 s unless set. */
  public ZmqTransportBuilder handshakeTimeout(Duration timeout) {
    handshakeTimeout = timeout;
    return this;
  }

  /** How long a closed end goes on sending what it has; 1 s unless set. */
  public ZmqTransportBuilder linger(Duration time) {
    linger = time;
    return this;
  }

  /**
   * CURVE, with these keys of its own; servers need {@link #allow} and clients {@link #serverKey}.
   */
  public ZmqTransportBuilder curve(CurveKeys keys) {
    own = Optional.of(keys);
    return this;
  }

  /** CURVE: the one server that clients accept. */
  public ZmqTransportBuilder serverKey(CurvePublicKey key) {
    server = Optional.of(key);
    return this;
  }

  /** CURVE: the clients that servers accept. */
  public ZmqTransportBuilder allow(AllowList list) {
    clients = Optional.of(list);
    return this;
  }

  /**
   * The transport.
   *
   * @throws IllegalArgumentException if a setting makes no sense
   */
  public ZmqTransport build() {
    if (own.isEmpty() && (server.isPresent() || clients.isPresent())) {
      throw new IllegalArgumentException(
          "serverKey and allow are for CURVE: give keys with curve(…), too");
    }
    ZmqLimits limits =
        new ZmqLimits(
            window,
            windowBytes,
            answerBytes,
            subscriptions,
            highWaterMark,
            heartbeat,
            handshakeTimeout,
            linger);
    return new ZmqTransport(limits, own.map(keys -> new CurveSockets(keys, server, clients)));
  }
}
