package dev.fedbench.core.transport.http;

import dev.fedbench.core.transport.Publication;
import dev.fedbench.core.transport.Topics;
import dev.fedbench.rpc.Direction;
import dev.fedbench.rpc.MessageKind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.concurrent.Future;

/** A request at the server that waits for a topic's next version. */
final class Poll implements Topics.Watcher, UnderWay.Task {

  private final Served served;
  private final Exchange exchange;
  private final String topic;
  private final String id;
  private final OptionalLong after;
  private final int maxBytes;
  private volatile Future<?> end;

  /**
   * @param id unique among this server's polls
   * @param after only a later version is of interest; empty for any
   */
  Poll(
      Served served, Exchange exchange, String topic, String id, OptionalLong after, int maxBytes) {
    this.served = served;
    this.exchange = exchange;
    this.topic = topic;
    this.id = id;
    this.after = after;
    this.maxBytes = maxBytes;
  }

  void start() {
    exchange.bodyRead();
    if (!served.underWay().add(id, this)) {
      exchange.text(Protocol.DUPLICATE_CALL, "a poll with this id is under way");
      return;
    }
    end =
        served
            .timer()
            .schedule(() -> served.executor().execute(this::giveUp), served.pollTime().toNanos());
    served.topics().watch(topic, this);
    if (served.underWay().closing()) {
      breakOff();
    }
    if (exchange.claimed()) {
      // Whoever did may have left before we had entered.
      leave();
    }
  }

  @Override
  public void published(Publication publication) {
    boolean wanted = after.isEmpty() || publication.version() > after.getAsLong();
    if (wanted && claim()) {
      // Not on the publisher's thread: it waits for nobody.
      served.executor().execute(() -> answer(publication));
    }
  }

  private void answer(Publication publication) {
    int bytes = publication.body().remaining();
    if (bytes > maxBytes) {
      text(
          Protocol.RESPONSE_TOO_LARGE,
          "version %d has %d bytes; the subscriber takes %d"
              .formatted(publication.version(), bytes, maxBytes));
      return;
    }
    served.counter().count(Direction.SENT, MessageKind.PUBLICATION, topic, "", bytes);
    exchange.responseHeaders().put(Protocol.VERSION, publication.version());
    leave();
    exchange.answer(Protocol.RESULT, publication.body(), this::written);
  }

  @Override
  public boolean hasGrace() {
    return false;
  }

  @Override
  public void giveUp() {
    if (claim()) {
      leave();
      exchange.answerNothing(Protocol.NOTHING, this::written);
    }
  }

  @Override
  public void breakOff() {
    if (claim()) {
      text(Protocol.CLOSING, "the server is closing");
    }
  }

  private void text(int status, String text) {
    leave();
    ByteBuffer utf8 = StandardCharsets.UTF_8.encode(text);
    exchange.answerText(status, utf8, this::written);
  }

  private void leave() {
    served.topics().unwatch(topic, this);
    Future<?> task = end;
    if (task != null) {
      task.cancel(false);
    }
  }

  /** Takes the right to answer; from here on the id may be used again. */
  private boolean claim() {
    boolean ours = exchange.claim();
    if (ours) {
      served.underWay().answering(id, this);
    }
    return ours;
  }

  private void written() {
    served.underWay().written();
  }
}
