package dev.fedbench.core.suite.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.fedbench.rpc.CallContext;
import dev.fedbench.rpc.MessageKind;
import dev.fedbench.rpc.RpcRequest;
import dev.fedbench.rpc.RpcResponse;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BenchHandlersTest {

  /** Remembers what is to be done on cancellation. */
  private static final class Call implements CallContext {
    final AtomicReference<Runnable> action = new AtomicReference<>();

    @Override
    public boolean cancelled() {
      return false;
    }

    @Override
    public void onCancel(Runnable run) {
      action.set(run);
    }

    @Override
    public String peer() {
      return "test";
    }
  }

  private final BenchHandlers handlers = new BenchHandlers();
  private final Call call = new Call();

  @AfterEach
  void end() {
    handlers.close();
  }

  private CompletionStage<RpcResponse> start(String method, byte... body) {
    return handlers
        .all()
        .get(method)
        .handle(RpcRequest.of(method, ByteBuffer.wrap(body).asReadOnlyBuffer()), call);
  }

  private RpcResponse call(String method, byte... body) throws Exception {
    return start(method, body).toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  @Test
  void echo_answers_with_bytes_of_its_own() throws Exception {
    byte[] body = {1, 2, 3};
    ByteBuffer answer = call(BenchHandlers.ECHO, body).body();
    body[0] = 9; // the transport's again
    assertThat(answer).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
  }

  @Test
  void compute_depends_on_the_body_and_nothing_else() throws Exception {
    ByteBuffer one = call(BenchHandlers.COMPUTE, (byte) 1).body();
    assertThat(one.remaining()).isEqualTo(32);
    assertThat(call(BenchHandlers.COMPUTE, (byte) 1).body()).isEqualTo(one);
    assertThat(call(BenchHandlers.COMPUTE, (byte) 2).body()).isNotEqualTo(one);
  }

  @Test
  void memory_allocates_in_proportion_to_the_body() throws Exception {
    call(BenchHandlers.MEMORY, new byte[8]); // classes are loaded
    long before = allocated();
    call(BenchHandlers.MEMORY, new byte[1 << 16]);
    assertThat(allocated() - before).isBetween(1L << 20, 2L << 20);
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getThreadAllocatedBytes(Thread.currentThread().getId());
  }

  @Test
  void many_delays_go_by_at_once() throws Exception {
    List<CompletableFuture<RpcResponse>> replies =
        IntStream.range(0, 2_000)
            .mapToObj(i -> start(BenchHandlers.VARIABLE_DELAY, (byte) i).toCompletableFuture())
            .toList();
    long start = System.nanoTime();
    for (CompletableFuture<RpcResponse> reply : replies) {
      assertThat(reply.get(30, TimeUnit.SECONDS).kind()).isEqualTo(MessageKind.RESULT);
    }
    // One after the other they would take 5 s in the mean.
    assertThat(System.nanoTime() - start).isLessThan(4_000_000_000L);
  }

  @Test
  void delays_are_the_same_in_every_run_and_even() {
    long[] delays = LongStream.range(0, 10_000).map(BenchHandlers::micros).toArray();
    assertThat(delays[0]).isEqualTo(BenchHandlers.micros(0));
    assertThat(LongStream.of(delays).min().orElseThrow()).isBetween(0L, 50L);
    assertThat(LongStream.of(delays).max().orElseThrow()).isBetween(4_950L, 4_999L);
    assertThat(LongStream.of(delays).average().orElseThrow()).isBetween(2_400.0, 2_600.0);
  }

  @Test
  void a_delay_that_is_given_up_is_over_at_once() {
    CompletableFuture<RpcResponse> reply =
        start(BenchHandlers.VARIABLE_DELAY).toCompletableFuture();
    call.action.get().run();
    assertThat(reply).isDone();
  }

  @Test
  void after_its_end_a_delay_is_refused() throws Exception {
    handlers.close();
    assertThat(call(BenchHandlers.VARIABLE_DELAY).kind()).isEqualTo(MessageKind.ERROR);
  }
}
