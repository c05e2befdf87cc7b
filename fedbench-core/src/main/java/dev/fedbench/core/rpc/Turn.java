package dev.fedbench.core.rpc;

import dev.fedbench.rpc.CallContext;
import dev.fedbench.rpc.RpcRequest;
import dev.fedbench.rpc.RpcResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** A call that has, awaits or had its turn at its order key. */
final class Turn {

  private final RpcRequest request;
  private final CallContext call;
  private final CompletableFuture<RpcResponse> reply = new CompletableFuture<>();
  private final AtomicBoolean onePassed = new AtomicBoolean();

  Turn(RpcRequest request, CallContext call) {
    this.request = request;
    this.call = call;
  }

  RpcRequest request() {
    return request;
  }

  CallContext call() {
    return call;
  }

  CompletableFuture<RpcResponse> reply() {
    return reply;
  }

  /**
   * Two pass here: who started the turn, when it has returned from that, and who ended it.
   *
   * @return true for the second of them, who takes the next turn: so a turn that ends while it is
   *     being started is followed by the next in a loop, and not deeper in the stack
   */
  boolean passedSecond() {
    return !onePassed.compareAndSet(false, true);
  }
}
