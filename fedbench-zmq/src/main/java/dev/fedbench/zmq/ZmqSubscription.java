package dev.fedbench.zmq;

import dev.fedbench.rpc.RpcException;
import dev.fedbench.rpc.Subscription;
import dev.fedbench.rpc.TopicListener;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

/**
 * A subscription at the client. The server sends it one version and waits until that has been heard
 * here: so a slow listener skips versions, which never leave the server.
 */
final class ZmqSubscription implements Subscription, Piece {

  final int id;
  final String topic;
  private final SubscriptionRoom room;
  private final TopicListener listener;

  /** Guarded by this. */
  private final Sequence sequence = new Sequence();

  private volatile boolean closed;

  /** The rest is the loop's: what is to be heard next. */
  private long version;

  private ByteBuffer body;
  private RpcException lost;
  private boolean hearing;

  /** Whether the server knows of it, on this connection. */
  boolean asked;

  ZmqSubscription(SubscriptionRoom room, int id, String topic, TopicListener listener) {
    this.room = room;
    this.id = id;
    this.topic = topic;
    this.listener = listener;
  }

  /** A version has come; false if that cannot be. */
  boolean published(Loop loop, long next, ByteBuffer shared) {
    if (body != null) {
      return false;
    }
    synchronized (this) {
      if (!sequence.next(next)) {
        return false;
      }
    }
    version = next;
    body = shared;
    hear(loop);
    return true;
  }

  /** No more will come. */
  void lose(Loop loop, RpcException cause) {
    lost = cause;
    hear(loop);
  }

  private void hear(Loop loop) {
    if (!hearing) {
      hearing = true;
      loop.later(this);
    }
  }

  /** The listener hears one thing. */
  @Override
  public void run() {
    if (closed) {
      return;
    }
    if (body != null) {
      listener.onPublication(version, body.asReadOnlyBuffer());
    } else {
      closed = true;
      listener.onLost(lost);
    }
  }

  @Override
  public void after() {
    hearing = false;
    boolean heard = body != null;
    body = null;
    if (lost != null) {
      if (!closed) {
        hear(room.loop());
      }
    } else if (heard) {
      room.heard(this);
    }
  }

  boolean isHearing() {
    return hearing;
  }

  /** What has come so far. */
  synchronized OptionalLong last() {
    return sequence.last();
  }

  boolean closed() {
    return closed;
  }

  @Override
  public synchronized long skipped() {
    return sequence.skipped();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      room.close(this);
    }
  }

  /** Its client is closed. */
  void silence() {
    closed = true;
  }
}
