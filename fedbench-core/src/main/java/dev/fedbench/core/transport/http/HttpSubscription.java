package dev.fedbench.core.transport.http;

import dev.fedbench.core.transport.Handling;
import dev.fedbench.core.transport.Sequence;
import dev.fedbench.rpc.Direction;
import dev.fedbench.rpc.MessageKind;
import dev.fedbench.rpc.RpcException;
import dev.fedbench.rpc.RpcException.Reason;
import dev.fedbench.rpc.Subscription;
import dev.fedbench.rpc.TopicListener;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.jetty.http.HttpFields;

/**
 * A subscription asks for a version, tells it to its listener, and asks for the next: so a slow
 * listener skips versions, which never leave the server. It has a connection of its own.
 */
final class HttpSubscription implements Subscription, Trip.Outcome {

  private final HttpRpcClient client;
  private final Lane lane;
  private final String topic;
  private final TopicListener listener;

  /** All below is guarded by this. */
  private final Sequence sequence = new Sequence();

  private OptionalLong last = OptionalLong.empty();
  private String pollId = "";
  private boolean polling;
  private boolean over;

  HttpSubscription(HttpRpcClient client, Lane lane, String topic, TopicListener listener) {
    this.client = client;
    this.lane = lane;
    this.topic = topic;
    this.listener = listener;
  }

  Lane lane() {
    return lane;
  }

  /** Asks for the next version. */
  void poll() {
    Message message;
    synchronized (this) {
      if (over) {
        return;
      }
      polling = true;
      pollId = client.newId();
      message = Message.poll(topic, last, pollId, client.maxResponseBytes());
    }
    lane.send(message, client.maxResponseBytes(), this);
  }

  @Override
  public void answered(int status, HttpFields headers, ByteBuffer body) {
    if (status == Protocol.RESULT) {
      OptionalLong version = version(headers);
      if (version.isEmpty()) {
        failed(new RpcException(Reason.PROTOCOL, topic + ": a publication without a version"));
      } else {
        received(version.getAsLong(), body);
      }
    } else if (status == Protocol.NOTHING && !back()) {
      poll();
    } else if (status != Protocol.NOTHING) {
      failed(client.refusal(topic, status, body));
    }
  }

  private static OptionalLong version(HttpFields headers) {
    String text = headers.get(Protocol.VERSION);
    return text == null
        ? OptionalLong.empty()
        : Protocol.number(text, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  private void received(long version, ByteBuffer body) {
    client.count(Direction.RECEIVED, MessageKind.PUBLICATION, topic, "", body.remaining());
    boolean rises;
    synchronized (this) {
      rises = sequence.next(version);
      last = OptionalLong.of(version);
    }
    if (!rises) {
      failed(new RpcException(Reason.PROTOCOL, topic + ": a version that does not rise"));
    } else if (!back()) {
      client.deliver(
          () -> {
            if (!isOver()) {
              Handling.guarded(() -> listener.onPublication(version, body));
              poll();
            }
          });
    }
  }

  @Override
  public void failed(RpcException cause) {
    if (end()) {
      client.deliver(() -> Handling.guarded(() -> listener.onLost(cause)));
    }
    client.ended(this);
  }

  @Override
  public synchronized long skipped() {
    return sequence.skipped();
  }

  @Override
  public void close() {
    String id;
    boolean out;
    synchronized (this) {
      if (over) {
        return;
      }
      over = true;
      out = polling;
      id = pollId;
    }
    if (out) {
      client.sendCancel(id, Optional.empty());
    } else {
      client.ended(this);
    }
  }

  private synchronized boolean isOver() {
    return over;
  }

  /** Notes that it is over; false if it was. */
  private synchronized boolean end() {
    boolean first = !over;
    over = true;
    return first;
  }

  /** A poll is back; whether that was the last. */
  private boolean back() {
    boolean last;
    synchronized (this) {
      polling = false;
      last = over;
    }
    if (last) {
      client.ended(this);
    }
    return last;
  }
}
