package dev.fedbench.core.fl.fleet;

import dev.fedbench.core.fl.wire.Refusal;
import dev.fedbench.rpc.MessageKind;
import dev.fedbench.rpc.RpcResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Calls whose answers nobody waits for, until the end: only when all have come can traffic be
 * compared. Thread-safe.
 */
final class Outbox {

  private final Consumer<String> warn;
  private int underWay;

  Outbox(Consumer<String> warn) {
    this.warn = warn;
  }

  void add(String method, CompletableFuture<RpcResponse> answer) {
    synchronized (this) {
      underWay++;
    }
    answer.whenComplete(
        (response, thrown) -> {
          if (thrown == null && response.kind() != MessageKind.RESULT) {
            warn.accept("the coordinator refused %s: %s".formatted(method, Refusal.of(response)));
          } // no answer at all: the coordinator is lost, or the fleet closed; both are known
          arrived();
        });
  }

  private synchronized void arrived() {
    underWay--;
    notifyAll();
  }

  /** Waits until all answers have come, or so long. Returns how many are missing. */
  synchronized int await(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    for (long left = patience.toNanos(); underWay > 0 && left > 0; left = end - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return underWay;
  }
}
