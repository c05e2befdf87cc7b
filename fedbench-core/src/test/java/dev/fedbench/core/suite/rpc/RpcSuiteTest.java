package dev.fedbench.core.suite.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.Benchmark;
import dev.fedbench.BenchmarkHandle;
import dev.fedbench.core.load.OpenLoop;
import dev.fedbench.metric.Row;
import dev.fedbench.metric.RpcMetrics;
import dev.fedbench.result.BenchmarkResult;
import dev.fedbench.result.Outcome;
import dev.fedbench.result.ScenarioResult;
import dev.fedbench.rpc.RpcHandler;
import dev.fedbench.rpc.RpcResponse;
import dev.fedbench.suite.Profile;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.FlightRecorder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The suite as a whole, small. */
@Timeout(120)
class RpcSuiteTest {

  /** Whatever a busy machine does to the rates. */
  private static final Set<Outcome> RAN =
      EnumSet.of(Outcome.COMPLETED, Outcome.SATURATED, Outcome.GENERATOR_LIMITED);

  private static BenchmarkResult run(RpcSuiteBuilder suite) {
    return Benchmark.builder().suite(suite.build()).profile(Profile.QUICK).run();
  }

  private static void assertRan(ScenarioResult scenario) {
    assertThat(scenario.outcome()).as("%s: %s", scenario.label(), scenario.reason()).isIn(RAN);
  }

  private static List<Row> rows(BenchmarkResult result, String test, String kind) {
    return result.scenarios().stream()
        .filter(scenario -> scenario.parameters().get("test").equals(test))
        .flatMap(scenario -> scenario.rows(kind).stream())
        .toList();
  }

  @Test
  void all_of_it_runs_within_this_process() {
    BenchmarkResult result = run(Tiny.suite().transports("inprocess"));
    for (ScenarioResult scenario : result.scenarios()) {
      if (scenario.parameters().get("encryption").equals("true")) {
        assertThat(scenario.outcome()).isEqualTo(Outcome.SKIPPED);
        assertThat(scenario.reason().orElseThrow()).contains("cannot encrypt");
        continue;
      }
      assertRan(scenario);
      assertThat(scenario.metric(RpcMetrics.THROUGHPUT).orElseThrow().count()).isEqualTo(2);
      assertThat(scenario.metric(RpcMetrics.ERROR_RATE).orElseThrow().max()).isZero();
      assertThat(scenario.rows("iteration")).hasSize(2);
      assertThat(scenario.rows("payload")).hasSize(1);
      assertThat(scenario.metric(RpcMetrics.SERVER_CPU)).as("one process").isEmpty();
    }
    assertThat(result.scenarios())
        .extracting(ScenarioResult::scenario)
        .contains("throughput", "latency", "features");
    assertThat(rows(result, Points.TAIL, "second")).isNotEmpty();
    assertThat(rows(result, Points.SCHEDULERS, "overhead")).isNotEmpty();
    assertThat(rows(result, Points.COMPRESSION, "overhead")).isNotEmpty();
    assertThat(rows(result, Points.MATRIX, "payload"))
        .extracting(Row::values)
        .hasSize(2)
        .containsOnly(rows(result, Points.MATRIX, "payload").get(0).values());
    assertThat(FlightRecorder.getFlightRecorder().getRecordings()).isEmpty();
  }

  @Test
  void exactly_the_requests_that_were_asked_for_are_made_and_compression_shows_on_the_wire() {
    BenchmarkResult result = run(Tiny.suite().transports("inprocess").scenarios("features"));
    Map<String, ScenarioResult> byCodec =
        result.scenarios().stream()
            .filter(scenario -> scenario.parameters().get("test").equals(Points.COMPRESSION))
            .collect(Collectors.toMap(scenario -> scenario.parameters().get("codec"), one -> one));
    ScenarioResult plain = byCodec.get("none");
    ScenarioResult deflated = byCodec.get("deflate");
    assertThat(plain.metric(RpcMetrics.REQUESTS).orElseThrow().mean()).isEqualTo(50);
    // 24 fixed, 4 of the method, 4 of the order key, the body; the same without a key
    assertThat(plain.metric(RpcMetrics.ENVELOPE_BYTES).orElseThrow().mean())
        .isEqualTo(2 * (24 + 4 + 4096) + 4);
    assertThat(deflated.metric(RpcMetrics.ENVELOPE_BYTES).orElseThrow().mean()).isLessThan(4096);
    assertThat(deflated.metric(RpcMetrics.COMPRESSION_RATIO).orElseThrow().mean())
        .isBetween(0.1, 0.6);
    assertThat(plain.metric(RpcMetrics.COMPRESSION_RATIO)).isEmpty();
  }

  @Test
  void over_http_the_server_is_a_process_of_its_own_that_tells_what_it_costs() {
    BenchmarkResult result =
        run(
            Tiny.suite()
                .transports("http")
                .scenarios("latency")
                .sizes(sizes -> latencies(Duration.ofMillis(500), 0))
                .profiling(Profiling.FULL));
    ScenarioResult load = result.scenarios().get(0);
    assertThat(load.parameters()).containsEntry("server", "process");
    result.scenarios().forEach(RpcSuiteTest::assertRan);
    assertThat(load.metric(RpcMetrics.SERVER_CPU).orElseThrow().mean()).isPositive();
    assertThat(load.metric(RpcMetrics.CLIENT_CPU).orElseThrow().mean()).isPositive();
    assertThat(load.metric(RpcMetrics.SERVER_ALLOCATION).orElseThrow().mean()).isPositive();
    assertThat(load.metric(RpcMetrics.WIRE_BYTES).orElseThrow().mean()).isGreaterThan(2 * 1024);
    assertThat(load.metric(RpcMetrics.RESPONSE).orElseThrow().count()).isEqualTo(2 * 100);
    assertThat(load.rows("memory"))
        .extracting(row -> row.values().get("side"))
        .containsExactlyInAnyOrder("client", "server");
    assertThat(load.rows("allocation")).isNotEmpty();
  }

  /** One load, and a tail of so many requests. */
  private static Sizes latencies(Duration loadTime, long tail) {
    SizesDraft draft = new SizesDraft();
    draft.payloads = List.of();
    draft.loadTime = loadTime;
    draft.requests = tail;
    return draft.apply(Tiny.sizes(null));
  }

  @Test
  void a_server_that_is_killed_fails_its_scenario_and_the_run_goes_on() throws Exception {
    BenchmarkHandle handle =
        Benchmark.builder()
            .suite(
                Tiny.suite()
                    .transports("http")
                    .scenarios("latency")
                    .sizes(sizes -> latencies(Duration.ofSeconds(60), 50))
                    .build())
            .profile(Profile.QUICK)
            .warmups(0)
            .iterations(1)
            .start();
    server().destroyForcibly();
    BenchmarkResult result = handle.result();
    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
    ScenarioResult killed = result.scenarios().get(0);
    assertThat(killed.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(killed.reason().orElseThrow())
        .contains("the server's process ended with exit code 137 during the run");
    assertRan(result.scenarios().get(1));
  }

  /** The process, once it is under load. */
  private static ProcessHandle server() throws InterruptedException {
    while (!underLoad()) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return ProcessHandle.current()
        .children()
        .filter(child -> command(child).contains(BenchServerMain.class.getName()))
        .findFirst()
        .orElseThrow();
  }

  private static String command(ProcessHandle process) {
    return String.join(" ", process.info().arguments().orElse(new String[0]));
  }

  private static boolean underLoad() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(entry -> entry.getKey().getName().equals("fedbench-rpc-trial"))
        .flatMap(entry -> Stream.of(entry.getValue()))
        .anyMatch(frame -> frame.getClassName().equals(OpenLoop.class.getName()));
  }

  @Test
  void a_cancelled_run_ends_long_before_its_load() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    RpcHandler echo =
        (request, call) -> {
          begun.countDown();
          return CompletableFuture.completedFuture(RpcResponse.result(ByteBuffer.allocate(0)));
        };
    BenchmarkHandle handle =
        Benchmark.builder()
            .suite(
                planted(echo)
                    .scenarios("latency")
                    .sizes(sizes -> latencies(Duration.ofMinutes(10), 0))
                    .build())
            .profile(Profile.QUICK)
            .start();
    begun.await();
    handle.cancel();
    BenchmarkResult result = handle.result();
    assertThat(result.outcome()).isEqualTo(Outcome.CANCELLED);
    assertThat(result.duration()).isLessThan(Duration.ofMinutes(1));
    assertThat(result.scenarios().get(0).outcome()).isEqualTo(Outcome.CANCELLED);
  }

  /** In this process, with an echo of the test's. */
  private static RpcSuiteBuilder planted(RpcHandler echo) {
    return Tiny.suite()
        .transports("inprocess")
        .setting(
            usual ->
                new Setting(
                    usual.warmUp(),
                    usual.handshakes(),
                    usual.profiling(),
                    Duration.ofMillis(200),
                    Duration.ofMillis(300),
                    Map.of(BenchHandlers.ECHO, echo)));
  }

  private static ScenarioResult oneThroughput(RpcHandler echo) {
    BenchmarkResult result =
        Benchmark.builder()
            .suite(planted(echo).scenarios("throughput").build())
            .profile(Profile.QUICK)
            .warmups(0)
            .iterations(1)
            .run();
    return result.scenarios().get(0);
  }

  @Test
  void a_task_that_is_stuck_is_a_leak() {
    AtomicInteger calls = new AtomicInteger();
    ScenarioResult scenario =
        oneThroughput(
            (request, call) ->
                calls.incrementAndGet() == 50
                    ? new CompletableFuture<>()
                    : CompletableFuture.completedFuture(
                        RpcResponse.result(ByteBuffer.allocate(0))));
    assertThat(scenario.outcome()).isEqualTo(Outcome.LEAK);
    assertThat(scenario.reason().orElseThrow()).contains("0 queued and 1 running calls");
    assertThat(scenario.metric(RpcMetrics.FAILURES).orElseThrow().sum()).isEqualTo(1);
    assertThat(scenario.rows("failure").get(0).values())
        .containsEntry("cause", "timeout")
        .containsEntry("count", 1L);
  }

  @Test
  void a_thread_that_is_left_is_a_leak() {
    CountDownLatch end = new CountDownLatch(1);
    AtomicInteger calls = new AtomicInteger();
    try {
      ScenarioResult scenario =
          oneThroughput(
              (request, call) -> {
                if (calls.incrementAndGet() == 50) {
                  Thread left = new Thread(() -> await(end), "fedbench-planted");
                  left.setDaemon(true);
                  left.start();
                }
                return CompletableFuture.completedFuture(
                    RpcResponse.result(ByteBuffer.allocate(0)));
              });
      assertThat(scenario.outcome()).isEqualTo(Outcome.LEAK);
      assertThat(scenario.reason().orElseThrow()).isEqualTo("threads are left: fedbench-planted");
    } finally {
      end.countDown();
    }
  }

  private static void await(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void a_server_that_refuses_everything_fails_with_what_it_said() {
    AtomicInteger calls = new AtomicInteger();
    ScenarioResult scenario =
        oneThroughput(
            (request, call) ->
                CompletableFuture.completedFuture(
                    calls.incrementAndGet() > 10
                        ? RpcResponse.failure("not today")
                        : RpcResponse.result(ByteBuffer.allocate(0))));
    assertThat(scenario.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(scenario.reason().orElseThrow()).contains("not today");
  }
}
