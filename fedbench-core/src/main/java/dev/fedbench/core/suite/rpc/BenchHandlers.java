package dev.fedbench.core.suite.rpc;

import dev.fedbench.rpc.CallContext;
import dev.fedbench.rpc.RpcHandler;
import dev.fedbench.rpc.RpcRequest;
import dev.fedbench.rpc.RpcResponse;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What is called: methods that answer at once, work, allocate, or take their time without holding a
 * thread. Owns one thread, for the time. Thread-safe.
 */
final class BenchHandlers implements AutoCloseable {

  static final String ECHO = "echo";
  static final String COMPUTE = "compute";
  static final String MEMORY = "memory";
  static final String VARIABLE_DELAY = "variable_delay";

  /** Hashes of one {@link #COMPUTE}: some tens of microseconds. */
  private static final int HASHES = 200;

  /** What {@link #MEMORY} allocates for each byte of the request, and at most. */
  private static final int MEMORY_FACTOR = 16;

  private static final int MOST_MEMORY = 16 << 20;
  private static final int PAGE = 4096;

  /** {@link #VARIABLE_DELAY} answers after an evenly drawn time below this. */
  private static final long MOST_DELAY_MICROS = 5_000;

  private final ScheduledThreadPoolExecutor timer;
  private final AtomicLong delays = new AtomicLong();

  BenchHandlers() {
    timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "fedbench-rpc-delay");
              thread.setDaemon(true);
              return thread;
            });
    timer.setRemoveOnCancelPolicy(true);
  }

  /** By method. */
  Map<String, RpcHandler> all() {
    return Map.of(
        ECHO, (request, call) -> now(copy(request.body())),
        COMPUTE, (request, call) -> now(compute(request.body())),
        MEMORY, (request, call) -> now(memory(request.body().remaining())),
        VARIABLE_DELAY, this::delay);
  }

  private static CompletionStage<RpcResponse> now(ByteBuffer body) {
    return CompletableFuture.completedFuture(RpcResponse.result(body));
  }

  /** The request's bytes are the transport's again when the answer is complete. */
  private static ByteBuffer copy(ByteBuffer body) {
    return ByteBuffer.allocate(body.remaining()).put(body.duplicate()).flip();
  }

  private static ByteBuffer compute(ByteBuffer body) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(body.duplicate());
      byte[] hash = digest.digest();
      for (int i = 1; i < HASHES; i++) {
        hash = digest.digest(hash);
      }
      return ByteBuffer.wrap(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static ByteBuffer memory(int requested) {
    byte[] block = new byte[(int) Math.min(MOST_MEMORY, (long) requested * MEMORY_FACTOR)];
    long sum = 0;
    for (int i = 0; i < block.length; i += PAGE) {
      block[i] = (byte) i;
      sum += block[i];
    }
    return ByteBuffer.allocate(Long.BYTES).putLong(0, sum);
  }

  private CompletionStage<RpcResponse> delay(RpcRequest request, CallContext call) {
    ByteBuffer answer = copy(request.body());
    CompletableFuture<RpcResponse> reply = new CompletableFuture<>();
    try {
      Future<?> due =
          timer.schedule(
              () -> reply.complete(RpcResponse.result(answer)),
              micros(delays.getAndIncrement()),
              TimeUnit.MICROSECONDS);
      call.onCancel(
          () -> {
            due.cancel(false);
            reply.complete(RpcResponse.error("given up"));
          });
    } catch (RejectedExecutionException e) {
      reply.complete(RpcResponse.error("the server is closing"));
    }
    return reply;
  }

  /** The delay of the n-th call, the same in every run: SplitMix64's mix of n. */
  static long micros(long n) {
    long z = (n + 1) * 0x9e3779b97f4a7c15L;
    z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return Long.remainderUnsigned(z ^ z >>> 31, MOST_DELAY_MICROS);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
