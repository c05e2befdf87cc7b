package dev.fedbench.testing;

import static org.assertj.core.api.Assertions.fail;

import dev.fedbench.rpc.RpcException;
import dev.fedbench.rpc.RpcResponse;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for what must come, however loaded the machine: the limit is for what never comes. */
final class Patience {

  /** Long enough for a busy machine. */
  static final Duration LIMIT = Duration.ofSeconds(60);

  private static final long POLL_MILLIS = 5;

  private Patience() {}

  /** Waits until the condition holds. */
  static void until(String what, Callable<Boolean> condition) throws Exception {
    long startNanos = System.nanoTime();
    while (!condition.call()) {
      if (System.nanoTime() - startNanos > LIMIT.toNanos()) {
        fail("waited %s in vain until %s", LIMIT, what);
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }

  /** The answer to a call. */
  static RpcResponse answer(CompletableFuture<RpcResponse> reply) throws Exception {
    return reply.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  /** Why a call got no answer. */
  static RpcException failure(CompletableFuture<RpcResponse> reply)
      throws InterruptedException, TimeoutException {
    try {
      RpcResponse response = reply.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
      return fail("answered %s where no answer was expected", response.kind());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RpcException failure) {
        return failure;
      }
      return fail("a call fails with a RpcException, not with this", e.getCause());
    }
  }

  /** The next element. */
  static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    T element = queue.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
    return element != null ? element : fail("waited %s in vain for the next element", LIMIT);
  }
}
