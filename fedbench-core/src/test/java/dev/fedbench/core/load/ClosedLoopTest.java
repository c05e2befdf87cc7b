package dev.fedbench.core.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fedbench.core.transport.InProcessTransport;
import dev.fedbench.result.Outcome;
import dev.fedbench.rpc.ClientOptions;
import dev.fedbench.rpc.RpcClient;
import dev.fedbench.rpc.RpcException;
import dev.fedbench.rpc.RpcException.Reason;
import dev.fedbench.rpc.RpcHandler;
import dev.fedbench.rpc.RpcRequest;
import dev.fedbench.rpc.RpcResponse;
import dev.fedbench.rpc.RpcServer;
import dev.fedbench.rpc.ServerOptions;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ClosedLoopTest {

  private static final RpcResponse ANSWER = RpcResponse.result(ByteBuffer.allocate(2));

  private final ExecutorService server = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    server.shutdownNow();
  }

  /** Starts a request, whatever its number and connection. */
  private interface Start {
    CompletableFuture<RpcResponse> start(int connection, long request);
  }

  private static Target target(int connections, Start start) {
    return new Target() {
      @Override
      public int connections() {
        return connections;
      }

      @Override
      public CompletableFuture<RpcResponse> start(int connection, long request) {
        return start.start(connection, request);
      }

      @Override
      public int requestBytes(long request) {
        return 10;
      }
    };
  }

  private static LoadResult run(ClosedPlan plan, Target target) throws InterruptedException {
    return ClosedLoop.run(plan, target, SampleSink.NONE, () -> false);
  }

  private CompletableFuture<RpcResponse> later() {
    return CompletableFuture.supplyAsync(() -> ANSWER, server);
  }

  @Test
  void a_million_requests_that_complete_at_once_do_not_overflow_the_stack() throws Exception {
    AtomicLongArray each = new AtomicLongArray(3);

    LoadResult result =
        run(
            ClosedPlan.of(10, Extent.requests(1_000_000)),
            target(
                3,
                (connection, request) -> {
                  each.incrementAndGet(connection);
                  return CompletableFuture.completedFuture(ANSWER);
                }));

    assertThat(result.completed()).isEqualTo(1_000_000);
    assertThat(result.service().count()).isEqualTo(1_000_000);
    assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
    for (int connection = 0; connection < 3; connection++) {
      assertThat(each.get(connection)).as("connection %d", connection).isPositive();
    }
  }

  @Test
  void calls_in_process_do_not_overflow_the_stack() throws Exception {
    InProcessTransport transport = new InProcessTransport();
    RpcHandler echo =
        (request, call) -> CompletableFuture.completedFuture(RpcResponse.result(request.body()));
    try (RpcServer echoing =
            transport.serve(transport.address("load", 0), echo, ServerOptions.defaults());
        RpcClient client = transport.connect(echoing.endpoint(), ClientOptions.defaults())) {
      Target calls =
          Target.calls(
              List.of(client),
              List.of(
                  RpcRequest.of("echo", ByteBuffer.allocate(64)),
                  RpcRequest.of("echo", ByteBuffer.allocate(32))),
              Duration.ofSeconds(5));

      LoadResult result = run(ClosedPlan.of(4, Extent.requests(50_000)), calls);

      assertThat(result.completed()).isEqualTo(50_000);
      assertThat(result.requestBytes()).isEqualTo(2_400_000);
      assertThat(result.responseBytes()).isEqualTo(2_400_000);
    }
  }

  @Test
  void every_request_is_made_once_though_their_number_does_not_divide() throws Exception {
    Set<Long> seen = ConcurrentHashMap.newKeySet();
    AtomicInteger twice = new AtomicInteger();

    LoadResult result =
        run(
            ClosedPlan.of(7, Extent.requests(10_003)).withWarmUp(Extent.requests(101)),
            target(
                3,
                (connection, request) -> {
                  twice.addAndGet(seen.add(request) ? 0 : 1);
                  return later();
                }));

    assertThat(seen).hasSize(10_104).contains(0L, 10_103L);
    assertThat(twice).hasValue(0);
    assertThat(result.requests()).isEqualTo(10_003);
    assertThat(result.completed()).isEqualTo(10_003);
    assertThat(result.requestBytes()).isEqualTo(100_030);
    assertThat(result.responseBytes()).isEqualTo(20_006);
  }

  @Test
  void so_many_are_in_flight_in_total_spread_evenly_and_no_more() throws Exception {
    AtomicLongArray inFlight = new AtomicLongArray(4);
    AtomicLongArray most = new AtomicLongArray(4);
    CountDownLatch all = new CountDownLatch(10);

    run(
        ClosedPlan.of(10, Extent.requests(500)),
        target(
            4,
            (connection, request) -> {
              long now = inFlight.incrementAndGet(connection);
              most.accumulateAndGet(connection, now, Math::max);
              all.countDown();
              return CompletableFuture.supplyAsync(
                  () -> {
                    await(all); // answers nothing until all ten are there
                    inFlight.decrementAndGet(connection);
                    return ANSWER;
                  },
                  server);
            }));

    assertThat(List.of(most.get(0), most.get(1), most.get(2), most.get(3)))
        .containsExactly(3L, 3L, 2L, 2L);
  }

  @Test
  void the_next_request_is_started_by_the_thread_that_completed_the_last() throws Exception {
    Map<String, Integer> threads = new ConcurrentHashMap<>();

    run(
        ClosedPlan.of(1, Extent.requests(1_000)),
        target(
            1,
            (connection, request) -> {
              threads.merge(Thread.currentThread().getName(), 1, Integer::sum);
              return new CompletableFuture<RpcResponse>()
                  .completeOnTimeout(ANSWER, 1, java.util.concurrent.TimeUnit.MICROSECONDS);
            }));

    assertThat(threads.getOrDefault("fedbench-load-0", 0)).isBetween(1, 999);
    assertThat(threads.keySet()).hasSize(2);
  }

  @Test
  void failures_are_counted_by_cause_and_are_in_no_latency_and_no_throughput() throws Exception {
    LoadResult result =
        run(
            ClosedPlan.of(2, Extent.requests(80)),
            target(
                1,
                (connection, request) ->
                    switch ((int) (request % 8)) {
                      case 0 -> CompletableFuture.completedFuture(RpcResponse.failure("no"));
                      case 1 -> CompletableFuture.completedFuture(RpcResponse.error("broke"));
                      case 2 -> failed(new RpcException(Reason.TIMEOUT, "late"));
                      case 3 -> failed(new RpcException(Reason.TOO_LARGE, "large"));
                      case 4 -> failed(new IllegalStateException("odd"));
                      case 5 -> throw new IllegalArgumentException("thrown");
                      default -> CompletableFuture.completedFuture(ANSWER);
                    }));

    assertThat(result.failures())
        .isEqualTo(
            Map.of(
                FailureCause.FAILURE, 10L,
                FailureCause.ERROR, 10L,
                FailureCause.TIMEOUT, 10L,
                FailureCause.TOO_LARGE, 10L,
                FailureCause.OTHER, 20L));
    assertThat(result.completed()).isEqualTo(20);
    assertThat(result.response().count()).isEqualTo(20);
    assertThat(result.requestBytes()).isEqualTo(200);
    assertThat(result.errorRatio()).isEqualTo(0.75);
    assertThat(result.firstFailure()).isPresent();
    assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
  }

  @Test
  void a_load_of_which_nothing_succeeds_has_failed() throws Exception {
    LoadResult result =
        run(
            ClosedPlan.of(1, Extent.requests(5)),
            target(1, (connection, request) -> failed(new RpcException(Reason.TIMEOUT, "late"))));

    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(result.reason()).get().asString().contains("TIMEOUT=5");
    assertThat(result.response().isEmpty()).isTrue();
    assertThat(result.rate()).isZero();
  }

  @Test
  void a_server_that_is_gone_ends_the_run_soon() throws Exception {
    LoadResult result =
        run(
            ClosedPlan.of(4, Extent.time(Duration.ofMinutes(10))),
            target(
                2,
                (connection, request) ->
                    request < 500
                        ? later()
                        : failed(new RpcException(Reason.UNAVAILABLE, "nobody there"))));

    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(result.completed()).isEqualTo(500);
    // Each of the last answers may have begun the row anew.
    assertThat(result.failures().get(FailureCause.UNAVAILABLE)).isBetween(1_000L, 5_000L);
    assertThat(result.reason()).get().asString().contains("nobody there");
  }

  @Test
  void cancelling_gives_up_what_is_in_flight_and_leaves_no_thread() throws Exception {
    AtomicBoolean cancelled = new AtomicBoolean();
    Set<CompletableFuture<RpcResponse>> open = ConcurrentHashMap.newKeySet();
    AtomicReference<LoadResult> result = new AtomicReference<>();
    Target silent =
        target(
            2,
            (connection, request) -> {
              CompletableFuture<RpcResponse> never = new CompletableFuture<>();
              open.add(never);
              cancelled.set(open.size() == 5);
              return never;
            });

    result.set(
        ClosedLoop.run(
            ClosedPlan.of(5, Extent.time(Duration.ofDays(1))),
            silent,
            SampleSink.NONE,
            cancelled::get));

    assertThat(result.get().outcome()).isEqualTo(Outcome.CANCELLED);
    assertThat(result.get().unfinished()).isEqualTo(5);
    assertThat(open).hasSize(5).allMatch(CompletableFuture::isCancelled);
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().startsWith("fedbench-load"));
  }

  @Test
  void an_interrupt_ends_the_run_and_gives_up_what_is_in_flight() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CompletableFuture<RpcResponse> never = new CompletableFuture<>();
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Target silent =
        target(
            1,
            (connection, request) -> {
              started.countDown();
              return never;
            });
    Thread runner =
        new Thread(
            () -> {
              try {
                run(ClosedPlan.of(1, Extent.requests(1)), silent);
              } catch (Throwable e) {
                thrown.set(e);
              }
            },
            "runner");
    runner.start();
    started.await();
    runner.interrupt();
    runner.join();

    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    assertThat(never).isCancelled();
  }

  @Test
  void requests_that_outlast_the_grace_are_given_up_and_counted() throws Exception {
    CompletableFuture<RpcResponse> never = new CompletableFuture<>();

    LoadResult result =
        run(
            ClosedPlan.of(2, Extent.requests(100)).withGrace(Duration.ofMillis(100)),
            target(1, (connection, request) -> request == 50 ? never : later()));

    assertThat(result.completed()).isEqualTo(99);
    assertThat(result.unfinished()).isEqualTo(1);
    assertThat(never).isCancelled();
  }

  @Test
  void an_error_of_the_machine_is_thrown_and_is_no_failure_of_a_request() {
    Target broken =
        target(
            1,
            (connection, request) -> {
              throw new StackOverflowError("of the target");
            });

    assertThatThrownBy(() -> run(ClosedPlan.of(1, Extent.requests(5)), broken))
        .isInstanceOf(StackOverflowError.class);
  }

  @Test
  void what_a_sink_throws_ends_the_run() {
    IllegalStateException full = new IllegalStateException("full");
    SampleSink sink =
        (due, sent, done, answered) -> {
          throw full;
        };
    ClosedPlan plan = ClosedPlan.of(2, Extent.time(Duration.ofDays(1)));

    assertThatThrownBy(
            () -> ClosedLoop.run(plan, target(1, (connection, i) -> later()), sink, () -> false))
        .isSameAs(full);
  }

  @Test
  void more_connections_than_requests_in_flight_are_refused() {
    assertThatThrownBy(
            () ->
                run(
                    ClosedPlan.of(2, Extent.requests(5)),
                    target(3, (connection, request) -> later())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 requests in flight over 3 connections");
  }

  @Test
  void a_rate_limit_starts_each_connections_requests_at_its_times() throws Exception {
    VirtualTime time = new VirtualTime(Long.MAX_VALUE - 1_000_000_000);
    ClosedPlan plan =
        ClosedPlan.of(2, Extent.time(Duration.ofSeconds(10))).withRatePerConnection(100);

    LoadResult result =
        ClosedLoop.run(
            plan, new SimulatedServer(time, 1_000_000), SampleSink.NONE, () -> false, time);

    assertThat(result.completed()).isEqualTo(2_000);
    assertThat(result.rate()).isCloseTo(200, within(0.2));
    assertThat(result.targetRate()).hasValue(200);
    assertThat(result.lateness().count()).isEqualTo(2_000);
    assertThat(result.lateness().max()).isZero();
    assertThat(result.response().max()).isEqualTo(1_000_000);
  }

  @Test
  void a_limit_that_is_behind_catches_up_and_never_runs_ahead() throws Exception {
    VirtualTime time = new VirtualTime(Long.MAX_VALUE - 1_000_000_000);
    ClosedPlan plan =
        ClosedPlan.of(2, Extent.time(Duration.ofSeconds(10))).withRatePerConnection(100);
    SimulatedServer server =
        new SimulatedServer(time, 1_000_000).stall(2_000_000_000L, 3_000_000_000L);
    AtomicInteger made = new AtomicInteger();
    SampleSink ahead =
        (due, sent, done, answered) ->
            assertThat((long) made.incrementAndGet()).isLessThanOrEqualTo(done / 5_000_000 + 1);

    LoadResult result = ClosedLoop.run(plan, server, ahead, () -> false, time);

    assertThat(result.completed()).isEqualTo(2_000);
    assertThat(result.lateness().max()).isZero(); // the server was late, not the schedule
  }

  private static CompletableFuture<RpcResponse> failed(Exception cause) {
    return CompletableFuture.failedFuture(cause);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
