package dev.fedbench.core.transport;

import dev.fedbench.rpc.MessageKind;
import dev.fedbench.rpc.RpcException;
import dev.fedbench.rpc.RpcException.Reason;
import dev.fedbench.rpc.Subscription;
import dev.fedbench.rpc.TopicListener;

/**
 * A subscription keeps just the latest version that its listener has not seen: a slow listener
 * skips those between, at no cost to anybody else.
 */
final class InProcessSubscription implements Subscription, Topics.Watcher {

  private final InProcessClient client;
  private final InProcessServer server;
  private final String topic;
  private final TopicListener listener;

  /** All below is guarded by this. */
  private final Sequence sequence = new Sequence();

  private Publication pending;

  private RpcException lost;
  private boolean running;
  private boolean over;

  InProcessSubscription(
      InProcessClient client, InProcessServer server, String topic, TopicListener listener) {
    this.client = client;
    this.server = server;
    this.topic = topic;
    this.listener = listener;
  }

  @Override
  public synchronized void published(Publication publication) {
    if (!over && lost == null) {
      pending = publication;
      start();
    }
  }

  /** The server goes: the listener hears of it, after the version that waits. */
  synchronized void lose(RpcException cause) {
    if (!over && lost == null) {
      lost = cause;
      start();
    }
  }

  @Override
  public synchronized long skipped() {
    return sequence.skipped();
  }

  @Override
  public void close() {
    synchronized (this) {
      over = true;
      pending = null;
    }
    leave();
  }

  private void leave() {
    server.topics().unwatch(topic, this);
    client.ended(this);
  }

  /** Called with the lock held. */
  private void start() {
    if (!running) {
      running = true;
      server.deliveries().execute(this::deliver);
    }
  }

  /** Tells the listener one thing; then it is others' turn. */
  private void deliver() {
    Publication next;
    RpcException end;
    synchronized (this) {
      next = over ? null : take();
      end = over || next != null ? null : lost;
      over |= end != null;
    }
    if (next != null) {
      tell(next);
    } else if (end != null) {
      Handling.guarded(() -> listener.onLost(end));
      leave();
    }
    synchronized (this) {
      running = false;
      if (!over && (pending != null || lost != null)) {
        start();
      }
    }
  }

  /** The waiting version, with the lock held. One too large for this client ends it. */
  private Publication take() {
    Publication next = pending;
    pending = null;
    if (next == null) {
      return null;
    }
    int bytes = next.body().remaining();
    if (bytes > client.options().maxResponseBytes()) {
      lost =
          new RpcException(
              Reason.TOO_LARGE,
              "version %d of %s has %d bytes; this client takes at most %d"
                  .formatted(next.version(), topic, bytes, client.options().maxResponseBytes()));
      return null;
    }
    sequence.next(next.version());
    return next;
  }

  private void tell(Publication next) {
    client.countReceived(MessageKind.PUBLICATION, topic, next.body().remaining());
    Handling.guarded(() -> listener.onPublication(next.version(), next.body().duplicate()));
  }
}
