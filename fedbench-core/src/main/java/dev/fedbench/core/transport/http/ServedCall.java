package dev.fedbench.core.transport.http;

import dev.fedbench.core.transport.Cancellation;
import dev.fedbench.core.transport.Ending;
import dev.fedbench.core.transport.Handling;
import dev.fedbench.rpc.CallContext;
import dev.fedbench.rpc.Direction;
import dev.fedbench.rpc.MessageKind;
import dev.fedbench.rpc.RpcRequest;
import dev.fedbench.rpc.RpcResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Future;
import org.eclipse.jetty.server.Request;

/** A call at the server, from its head to its answer. */
final class ServedCall implements CallContext, UnderWay.Task {

  /** The client's own timeout comes first; this one is for clients that are gone. */
  private static final long TIMEOUT_SLACK_NANOS = Duration.ofSeconds(2).toNanos();

  private final Served served;
  private final Exchange exchange;
  private final CallHead head;
  private final String peer;
  private final Cancellation cancellation = new Cancellation();
  private final Ending ending = new Ending();
  private volatile boolean received;
  private volatile Future<?> timeout;

  ServedCall(Served served, Exchange exchange, CallHead head) {
    this.served = served;
    this.exchange = exchange;
    this.head = head;
    this.peer = Request.getRemoteAddr(exchange.request());
  }

  /** Reads the body, then has the handler serve the call. */
  void start() {
    if (!served.underWay().add(head.id(), this)) {
      exchange.text(Protocol.DUPLICATE_CALL, "a call with this id is under way");
    } else if (served.underWay().closing()) {
      breakOff();
    } else {
      int most = served.options().maxRequestBytes();
      new BodyReader(exchange, most, this::serve, this::notReceived).run();
    }
  }

  private void serve(ByteBuffer body) {
    RpcRequest request = new RpcRequest(head.method(), head.orderKey(), body);
    served
        .counter()
        .count(
            Direction.RECEIVED,
            MessageKind.FUNCTION,
            head.method(),
            head.orderKey(),
            body.remaining());
    long nanos = head.timeoutNanos() + TIMEOUT_SLACK_NANOS;
    timeout = served.timer().schedule(() -> served.executor().execute(this::giveUp), nanos);
    received = true;
    if (cancellation.cancelled()) {
      timeout.cancel(false);
      answerCancelled();
      return;
    }
    Handling.answer(served.handler(), request, this).thenAccept(this::respond);
  }

  private void respond(RpcResponse response) {
    if (cancellation.settle()) {
      if (claim()) {
        answer(response);
      }
      ending.end();
    }
  }

  private void answer(RpcResponse response) {
    timeout.cancel(false);
    int bytes = response.body().remaining();
    if (bytes > head.maxResponseBytes()) {
      String text =
          "the answer has %d bytes; the caller takes %d".formatted(bytes, head.maxResponseBytes());
      exchange.answerText(Protocol.RESPONSE_TOO_LARGE, utf8(text), this::written);
      return;
    }
    served.counter().count(Direction.SENT, response.kind(), head.method(), "", bytes);
    int status = Protocol.status(response.kind());
    if (response.kind() == MessageKind.RESULT) {
      exchange.answer(status, response.body(), this::written);
    } else {
      exchange.answerText(status, response.body(), this::written);
    }
  }

  @Override
  public void giveUp() {
    if (cancel()) {
      if (received) {
        answerCancelled();
      }
      ending.end();
    }
  }

  @Override
  public void breakOff() {
    boolean first = cancel();
    if (claim()) {
      exchange.answerText(Protocol.CLOSING, utf8("the server is closing"), this::written);
    }
    if (first) {
      ending.end();
    }
  }

  private boolean cancel() {
    boolean first = cancellation.cancel();
    if (first) {
      Future<?> task = timeout;
      if (task != null) {
        task.cancel(false);
      }
      cancellation.runActions();
    }
    return first;
  }

  private void answerCancelled() {
    if (claim()) {
      served.counter().count(Direction.SENT, MessageKind.CANCELLED, head.method(), "", 0);
      exchange.answerNothing(Protocol.CANCELLED, this::written);
    }
  }

  private void notReceived() {
    cancel();
    served.underWay().remove(head.id(), this);
  }

  /** Takes the right to answer; from here on the id may be used again. */
  private boolean claim() {
    boolean ours = exchange.claim();
    if (ours) {
      served.underWay().answering(head.id(), this);
    }
    return ours;
  }

  private void written() {
    served.underWay().written();
  }

  private static ByteBuffer utf8(String text) {
    return StandardCharsets.UTF_8.encode(text);
  }

  @Override
  public boolean cancelled() {
    return cancellation.cancelled();
  }

  @Override
  public void onCancel(Runnable action) {
    cancellation.onCancel(action);
  }

  @Override
  public void onEnded(Runnable action) {
    ending.onEnded(action);
  }

  @Override
  public String peer() {
    return peer;
  }
}
