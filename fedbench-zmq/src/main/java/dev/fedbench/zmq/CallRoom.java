package dev.fedbench.zmq;

import dev.fedbench.rpc.Direction;
import dev.fedbench.rpc.MessageKind;
import dev.fedbench.rpc.RpcException;
import dev.fedbench.rpc.RpcException.Reason;
import dev.fedbench.rpc.RpcRequest;
import dev.fedbench.rpc.RpcResponse;
import dev.fedbench.rpc.WireCounter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A client's calls: those that wait for room in the window, and those that are with the server. All
 * but {@link #make} and {@link #giveUp} is the loop's.
 */
final class CallRoom {

  /** Durations beyond are none: 146 years, so that sums with a clock do not overflow. */
  private static final long FOREVER_NANOS = Long.MAX_VALUE / 2;

  private final Loop loop;
  private final Outlet outlet;
  private final WireCounter counter;
  private final ZmqLimits limits;

  private final ArrayDeque<ClientCall> waiting = new ArrayDeque<>();

  /** By id, in the order in which they were sent first. */
  private final Map<Long, ClientCall> sent = new LinkedHashMap<>();

  private long sentBytes;
  private long lastId;
  private int ack;

  /** Nothing is due before. */
  private long dueNanos = System.nanoTime() + FOREVER_NANOS;

  private boolean up;
  private int window;
  private int maxRequestBytes;

  CallRoom(Loop loop, Outlet outlet, WireCounter counter, ZmqLimits limits) {
    this.loop = loop;
    this.outlet = outlet;
    this.counter = counter;
    this.limits = limits;
  }

  /** A new call, which is not in here yet. */
  ClientCall make(RpcRequest request, Duration timeout) {
    long nanos = nanos(timeout);
    return new ClientCall(this, request, timeout, System.nanoTime() + nanos);
  }

  static long nanos(Duration timeout) {
    return timeout.compareTo(Duration.ofNanos(FOREVER_NANOS)) >= 0
        ? FOREVER_NANOS
        : timeout.toNanos();
  }

  void start(ClientCall call) {
    if (call.isDone()) {
      return;
    }
    if (call.deadlineNanos - dueNanos < 0) {
      dueNanos = call.deadlineNanos;
    }
    waiting.add(call);
    pump();
  }

  /** The connection is there, and with it what was under way before. */
  void up(int peersWindow, int peersMaxRequestBytes) {
    up = true;
    ack = 0;
    window = Math.min(limits.window(), peersWindow);
    maxRequestBytes = peersMaxRequestBytes;
    sent.values().forEach(this::sendAgain);
    pump();
  }

  /** The connection is not there: what is under way stays, what is new waits. */
  void down() {
    up = false;
  }

  private void pump() {
    while (up && !waiting.isEmpty() && hasRoom(waiting.peek())) {
      ClientCall call = waiting.poll();
      if (!call.over && !call.givenUp) {
        send(call);
      }
    }
  }

  private boolean hasRoom(ClientCall next) {
    return sent.size() < window
        && (sent.isEmpty() || sentBytes + next.body.remaining() <= limits.windowBytes());
  }

  private void send(ClientCall call) {
    int bytes = call.body.remaining();
    if (bytes > maxRequestBytes) {
      call.fail(
          loop,
          new RpcException(
              Reason.TOO_LARGE,
              "%s: request of %d bytes; %s takes at most %d"
                  .formatted(call.method, bytes, outlet.peer(), maxRequestBytes)));
      return;
    }
    call.id = ++lastId;
    sent.put(call.id, call);
    sentBytes += bytes;
    counter.count(Direction.SENT, MessageKind.FUNCTION, call.method, call.orderKey, bytes);
    transmit(call, false);
  }

  private void sendAgain(ClientCall call) {
    transmit(call, true);
    if (call.givenUp) {
      sendCancel(call);
    }
  }

  private void transmit(ClientCall call, boolean again) {
    Frames.Call frame =
        new Frames.Call(
            again, ack, millisLeft(call), call.id, call.method, call.orderKey, call.body);
    outlet.send(Frames.call(frame), call.body);
  }

  private static int millisLeft(ClientCall call) {
    long left = TimeUnit.NANOSECONDS.toMillis(call.deadlineNanos - System.nanoTime());
    return (int) Math.max(1, Math.min(left, Integer.MAX_VALUE));
  }

  private void sendCancel(ClientCall call) {
    outlet.send(Frames.cancel(new Frames.Cancel(call.cancelSent, call.id, call.method)));
    call.cancelSent = true;
  }

  /** The caller does not want the answer any more. Any thread, not in the loop's turn. */
  void giveUp(ClientCall call) {
    loop.execute(() -> tellServer(call));
  }

  private void tellServer(ClientCall call) {
    if (call.over || call.givenUp) {
      return;
    }
    call.givenUp = true;
    if (call.id == 0) {
      waiting.remove(call);
      return;
    }
    counter.count(Direction.SENT, MessageKind.CANCEL, call.method, "", 0);
    if (up) {
      sendCancel(call);
    }
  }

  void answered(Frames.Answer answer) {
    ack = answer.number();
    ClientCall call = sent.remove(answer.id());
    if (call == null) {
      // Sent again because of a lost connection, and answered twice: the same answer.
      return;
    }
    sentBytes -= call.body.remaining();
    conclude(call, answer);
    pump();
  }

  private void conclude(ClientCall call, Frames.Answer answer) {
    switch (answer.kind()) {
      case Kind.RESULT -> respond(call, MessageKind.RESULT, answer);
      case Kind.FAILURE -> respond(call, MessageKind.FAILURE, answer);
      case Kind.ERROR -> respond(call, MessageKind.ERROR, answer);
      case Kind.CANCELLED -> {
        counter.count(Direction.RECEIVED, MessageKind.CANCELLED, call.method, "", 0);
        // If the caller has not given it up, the server's own clock was faster.
        fail(call, timedOut(call));
      }
      case Kind.TOO_LARGE ->
          fail(call, Reason.TOO_LARGE, "the answer is larger than this client takes");
      case Kind.CLOSING -> fail(call, Reason.UNAVAILABLE, "the server is closing");
      default ->
          fail(
              call,
              Reason.UNAVAILABLE,
              "it was served, the connection broke, and the server has not kept the answer");
    }
  }

  private void respond(ClientCall call, MessageKind kind, Frames.Answer answer) {
    counter.count(Direction.RECEIVED, kind, call.method, "", answer.body().remaining());
    if (!call.givenUp) {
      call.answer(loop, new RpcResponse(kind, answer.body()));
    }
  }

  private void fail(ClientCall call, Reason reason, String why) {
    fail(call, new RpcException(reason, "%s at %s: %s".formatted(call.method, outlet.peer(), why)));
  }

  private void fail(ClientCall call, RpcException cause) {
    if (!call.givenUp && !call.over) {
      call.fail(loop, cause);
    }
  }

  /** What was sent may have been served and will have no answer. */
  void failSent(Reason reason, String why) {
    List<ClientCall> lost = List.copyOf(sent.values());
    sent.clear();
    sentBytes = 0;
    lost.forEach(call -> fail(call, reason, why));
  }

  /** The end of all calls. */
  void failAll(Reason reason, String why) {
    failSent(reason, why);
    List<ClientCall> lost = new ArrayList<>(waiting);
    waiting.clear();
    lost.forEach(call -> fail(call, reason, why));
  }

  boolean isEmpty() {
    return sent.isEmpty() && waiting.isEmpty();
  }

  /** Times out what is due; when to look again. */
  long tick(long nowNanos) {
    if (nowNanos - dueNanos < 0) {
      return dueNanos;
    }
    // Nearly all timeouts are never due: so there is no order to keep, and this is rare.
    dueNanos = nowNanos + FOREVER_NANOS;
    for (ClientCall call : List.copyOf(waiting)) {
      if (isDue(call, nowNanos)) {
        waiting.remove(call);
        call.fail(loop, timedOut(call));
      }
    }
    for (ClientCall call : sent.values()) {
      if (!call.givenUp && isDue(call, nowNanos)) {
        tellServer(call);
        call.fail(loop, timedOut(call));
      }
    }
    return dueNanos;
  }

  /** Whether it is due; if not, the room's next date is no later than the call's. */
  private boolean isDue(ClientCall call, long nowNanos) {
    boolean due = nowNanos - call.deadlineNanos >= 0;
    if (!due && call.deadlineNanos - dueNanos < 0) {
      dueNanos = call.deadlineNanos;
    }
    return due;
  }

  private RpcException timedOut(ClientCall call) {
    return timedOut(call.method, outlet.peer(), call.timeout);
  }

  static RpcException timedOut(String method, Object peer, Duration timeout) {
    return new RpcException(
        Reason.TIMEOUT, "%s: no answer from %s within %s".formatted(method, peer, timeout));
  }
}
