package dev.fedbench.core.load;

import dev.fedbench.rpc.RpcException;
import dev.fedbench.rpc.RpcException.Reason;
import dev.fedbench.rpc.RpcResponse;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/**
 * One server that serves one request after the other in virtual time, and stands still for a while.
 */
final class SimulatedServer implements Target {

  private final VirtualTime time;
  private final long serviceNanos;
  private long stallFrom = Long.MAX_VALUE;
  private long stallUntil = Long.MIN_VALUE;
  private long timeoutNanos = Long.MAX_VALUE;
  private long freeAt;
  private int started;
  private int inFlight;
  private int mostInFlight;
  private int givenUp;

  SimulatedServer(VirtualTime time, long serviceNanos) {
    this.time = time;
    this.serviceNanos = serviceNanos;
  }

  /** Does nothing between these times, since the clock was made. */
  SimulatedServer stall(long fromNanos, long untilNanos) {
    stallFrom = fromNanos;
    stallUntil = untilNanos;
    return this;
  }

  SimulatedServer timeout(long nanos) {
    timeoutNanos = nanos;
    return this;
  }

  @Override
  public int connections() {
    return 2;
  }

  @Override
  public int requestBytes(long request) {
    return 3;
  }

  @Override
  public CompletableFuture<RpcResponse> start(int connection, long request) {
    started++;
    mostInFlight = Math.max(mostInFlight, ++inFlight);
    long begin = Math.max(time.passed(), freeAt);
    if (begin >= stallFrom && begin < stallUntil) {
      begin = stallUntil;
    }
    freeAt = begin + serviceNanos;
    CompletableFuture<RpcResponse> answer = new CompletableFuture<>();
    answer.whenComplete(
        (response, thrown) -> {
          inFlight--;
          givenUp += answer.isCancelled() ? 1 : 0;
        });
    if (timeoutNanos < freeAt - time.passed()) {
      RpcException timeout = new RpcException(Reason.TIMEOUT, "no answer in time");
      time.after(timeoutNanos, () -> answer.completeExceptionally(timeout));
    } else {
      time.after(
          freeAt - time.passed(),
          () -> answer.complete(RpcResponse.result(ByteBuffer.allocate(5))));
    }
    return answer;
  }

  int started() {
    return started;
  }

  int inFlight() {
    return inFlight;
  }

  int mostInFlight() {
    return mostInFlight;
  }

  int givenUp() {
    return givenUp;
  }
}
