package dev.fedbench.core.rpc;

import dev.fedbench.core.transport.Handling;
import dev.fedbench.rpc.CallContext;
import dev.fedbench.rpc.RpcHandler;
import dev.fedbench.rpc.RpcRequest;
import dev.fedbench.rpc.RpcResponse;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;

/** Starts each call as it comes; all that it adds is a count. */
final class ExitOrdered implements Scheduler {

  private final RpcHandler handler;
  private final LongAdder running = new LongAdder();

  ExitOrdered(RpcHandler handler) {
    this.handler = Objects.requireNonNull(handler, "handler");
  }

  @Override
  public CompletionStage<RpcResponse> handle(RpcRequest request, CallContext call) {
    running.increment();
    return Handling.answer(handler, request, call)
        .thenApply(
            response -> {
              running.decrement(); // before the caller can see the answer
              return response;
            });
  }

  @Override
  public SchedulerLoad load() {
    return new SchedulerLoad(0, running.sum(), 0);
  }

  @Override
  public String toString() {
    return Schedulers.EXIT_ORDERED;
  }
}
