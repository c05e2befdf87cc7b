package dev.fedbench.core.transport.http;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/**
 * Reads a request's body without ever blocking. One that is too large is read on and thrown away,
 * so that the peer, who may send all before it listens, gets its 413; beyond a limit the connection
 * is closed instead.
 */
final class BodyReader implements Runnable {

  /** What is thrown away at most. */
  private static final long MAX_DISCARDED = 64L << 20;

  private final Exchange exchange;
  private final Request request;
  private final int most;
  private final Consumer<ByteBuffer> whenRead;
  private final Runnable whenNot;
  private final BodyBuffer buffer;
  private boolean discarding;
  private long discarded;

  /**
   * @param most the largest body allowed
   * @param whenRead takes the body
   * @param whenNot runs if there will be none, just before the exchange is answered so
   */
  BodyReader(Exchange exchange, int most, Consumer<ByteBuffer> whenRead, Runnable whenNot) {
    this.exchange = exchange;
    this.request = exchange.request();
    this.most = most;
    this.whenRead = whenRead;
    this.whenNot = whenNot;
    long announced = request.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH);
    this.buffer = new BodyBuffer(announced, most);
    this.discarding = buffer.announcedTooLarge();
    if (announced > most + MAX_DISCARDED) {
      discarded = Long.MAX_VALUE;
    }
  }

  /** Reads what there is, and goes on when more comes. */
  @Override
  public void run() {
    boolean last = false;
    while (!last) {
      if (discarded > MAX_DISCARDED) {
        tooLarge();
        return;
      }
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        request.demand(this);
        return;
      }
      if (Content.Chunk.isFailure(chunk)) {
        whenNot.run();
        exchange.broken(chunk.getFailure());
        return;
      }
      last = chunk.isLast();
      take(chunk.getByteBuffer());
      chunk.release();
    }
    if (discarding) {
      tooLarge();
    } else {
      exchange.bodyRead();
      whenRead.accept(buffer.body());
    }
  }

  private void take(ByteBuffer bytes) {
    discarding = discarding || !buffer.append(bytes);
    if (discarding) {
      discarded += bytes.remaining();
    }
  }

  private void tooLarge() {
    whenNot.run();
    exchange.text(Protocol.REQUEST_TOO_LARGE, "the body is larger than %d bytes".formatted(most));
  }
}
