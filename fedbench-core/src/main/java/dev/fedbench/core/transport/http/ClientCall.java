package dev.fedbench.core.transport.http;

import dev.fedbench.core.transport.CallTimer;
import dev.fedbench.rpc.Direction;
import dev.fedbench.rpc.MessageKind;
import dev.fedbench.rpc.RpcException;
import dev.fedbench.rpc.RpcException.Reason;
import dev.fedbench.rpc.RpcRequest;
import dev.fedbench.rpc.RpcResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpFields;

/**
 * A call at the client. When it is given up, its reply ends at once; its trip goes on until the
 * server has answered the cancel, so that the connection stays good, but not for long.
 */
final class ClientCall implements Trip.Outcome {

  /** How long a server may take to answer a call that was cancelled. */
  private static final long CANCEL_NANOS = Duration.ofSeconds(5).toNanos();

  private final HttpRpcClient client;
  private final String id;
  private final RpcRequest request;
  private final CompletableFuture<RpcResponse> reply = new CompletableFuture<>();
  private final AtomicBoolean cancelled = new AtomicBoolean();
  private volatile boolean givenUp;

  /** Why, where the reply does not say so yet: the answer to the cancel may be faster. */
  private volatile RpcException why;

  private volatile boolean back;
  private volatile Trip trip;
  private volatile Future<?> timer;

  /**
   * @param id that nobody can guess
   */
  ClientCall(HttpRpcClient client, String id, RpcRequest request) {
    this.client = client;
    this.id = id;
    this.request = request;
  }

  CompletableFuture<RpcResponse> reply() {
    return reply;
  }

  void start(Lane lane, Duration timeout, int maxResponseBytes) {
    long nanos = CallTimer.nanos(timeout);
    if (nanos <= 0) {
      failed(timedOut(timeout));
      return;
    }
    timer = client.schedule(() -> giveUp(timedOut(timeout)), nanos);
    Message message = Message.call(request, id, nanos, maxResponseBytes);
    trip = lane.send(message, maxResponseBytes, this);
    // Completed by anybody else: the caller cancelled it, in whatever way.
    reply.whenComplete((response, failure) -> giveUp(null));
    if (givenUp) {
      cancel();
    }
  }

  /**
   * Ends the call from the caller's side.
   *
   * @param cause what the reply fails with; null if it has been completed already
   */
  void giveUp(RpcException cause) {
    if (cause != null) {
      why = cause;
    }
    if (!back) {
      givenUp = true;
      if (trip != null) {
        cancel();
      }
    }
    if (cause != null) {
      reply.completeExceptionally(cause);
    }
  }

  /** What a server's refusal means. */
  private RpcException refusal(int status, ByteBuffer body) {
    RpcException own = why;
    return own != null && status == Protocol.CANCELLED
        ? own
        : client.refusal(request.method(), status, body);
  }

  private void cancel() {
    if (back || !cancelled.compareAndSet(false, true)) {
      return;
    }
    if (client.withdraw(trip)) {
      over();
      client.ended(this);
      return;
    }
    client.sendCancel(id, Optional.of(request.method()));
    RpcException late =
        new RpcException(Reason.UNAVAILABLE, request.method() + ": the cancel was not answered");
    timer.cancel(false);
    timer = client.schedule(() -> trip.abort(late), CANCEL_NANOS);
    if (back) {
      timer.cancel(false);
    }
  }

  @Override
  public void answered(int status, HttpFields headers, ByteBuffer body) {
    over();
    Optional<MessageKind> kind = Protocol.kind(status);
    count(status, kind, body.remaining());
    if (kind.isPresent()) {
      finish(() -> reply.complete(new RpcResponse(kind.get(), body)));
    } else {
      RpcException refusal = refusal(status, body);
      finish(() -> reply.completeExceptionally(refusal));
    }
  }

  @Override
  public void failed(RpcException cause) {
    over();
    finish(() -> reply.completeExceptionally(cause));
  }

  /**
   * Completes the reply off the connection's thread: what hangs on the reply may call again, and
   * wait for it, on this very connection.
   */
  private void finish(Runnable completion) {
    client.execute(
        () -> {
          completion.run();
          client.ended(this);
        });
  }

  private void over() {
    back = true;
    Future<?> task = timer;
    if (task != null) {
      task.cancel(false);
    }
  }

  /** As the server counts: a request that it did not take, for its size or its end, is none. */
  private void count(int status, Optional<MessageKind> kind, int bytes) {
    boolean served =
        kind.isPresent() || status == Protocol.CANCELLED || status == Protocol.RESPONSE_TOO_LARGE;
    if (!served) {
      return;
    }
    String method = request.method();
    int sent = request.body().remaining();
    client.count(Direction.SENT, MessageKind.FUNCTION, method, request.orderKey(), sent);
    kind.ifPresent(known -> client.count(Direction.RECEIVED, known, method, "", bytes));
    if (status == Protocol.CANCELLED) {
      client.count(Direction.RECEIVED, MessageKind.CANCELLED, method, "", 0);
    }
  }

  private RpcException timedOut(Duration timeout) {
    return new RpcException(
        Reason.TIMEOUT,
        "%s: no answer from %s within %s".formatted(request.method(), client.endpoint(), timeout));
  }
}
