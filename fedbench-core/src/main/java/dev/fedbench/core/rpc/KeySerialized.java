package dev.fedbench.core.rpc;

import dev.fedbench.core.transport.Handling;
import dev.fedbench.rpc.CallContext;
import dev.fedbench.rpc.RpcHandler;
import dev.fedbench.rpc.RpcRequest;
import dev.fedbench.rpc.RpcResponse;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * A line of turns for each order key. All that happens to a line happens inside the map's {@code
 * compute}, which is its lock; a line goes with its last turn. Handlers and replies run outside.
 */
final class KeySerialized implements Scheduler {

  private static final RpcResponse GIVEN_UP =
      RpcResponse.error("the call was given up before its turn came");

  private final RpcHandler handler;
  private final ConcurrentMap<String, KeyLine> lines = new ConcurrentHashMap<>();
  private final LongAdder queued = new LongAdder();
  private final LongAdder running = new LongAdder();

  KeySerialized(RpcHandler handler) {
    this.handler = Objects.requireNonNull(handler, "handler");
  }

  @Override
  public CompletionStage<RpcResponse> handle(RpcRequest request, CallContext call) {
    Turn turn = new Turn(request, call);
    if (enter(turn)) {
      serve(turn);
    } else {
      call.onCancel(() -> leave(turn));
    }
    return turn.reply();
  }

  /** Whether the key was free, and is the turn's now. */
  private boolean enter(Turn turn) {
    boolean[] free = new boolean[1];
    lines.compute(
        turn.request().orderKey(),
        (key, line) -> {
          if (line == null) {
            free[0] = true;
            return new KeyLine(turn);
          }
          line.append(turn);
          queued.increment();
          return line;
        });
    return free[0];
  }

  /** The call was given up: if it waits, it does so no longer. */
  private void leave(Turn turn) {
    boolean[] left = new boolean[1];
    lines.computeIfPresent(
        turn.request().orderKey(),
        (key, line) -> {
          left[0] = line.leave(turn);
          return line;
        });
    if (left[0]) {
      queued.decrement();
      turn.reply().complete(GIVEN_UP);
    }
  }

  /** Serves a turn that has its key, and those after it as long as they end at once. */
  private void serve(Turn first) {
    Turn turn = first;
    while (turn != null) {
      Turn started = turn;
      start(started);
      turn = started.passedSecond() ? next(started) : null;
    }
  }

  private void start(Turn turn) {
    if (turn.call().cancelled()) {
      end(turn, GIVEN_UP);
      return;
    }
    running.increment();
    Handling.answer(handler, turn.request(), turn.call())
        .thenAccept(
            response -> {
              running.decrement(); // before the caller can see the answer
              end(turn, response);
            });
  }

  /** The key stays the turn's until its answer is on its way. */
  private void end(Turn turn, RpcResponse response) {
    turn.reply().complete(response);
    turn.call().onEnded(() -> handOver(turn));
  }

  private void handOver(Turn turn) {
    if (turn.passedSecond()) {
      serve(next(turn));
    }
  }

  /** Gives the key to the next turn; null if there is none. */
  private Turn next(Turn ended) {
    KeyLine line =
        lines.computeIfPresent(
            ended.request().orderKey(), (key, here) -> here.advance() ? here : null);
    if (line == null) {
      return null;
    }
    queued.decrement();
    return line.current(); // changes when this very turn has ended
  }

  @Override
  public SchedulerLoad load() {
    return new SchedulerLoad(queued.sum(), running.sum(), lines.size());
  }

  @Override
  public String toString() {
    return Schedulers.KEY_SERIALIZED;
  }
}
