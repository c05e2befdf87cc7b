package dev.fedbench.core.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.Benchmark;
import dev.fedbench.BenchmarkBuilder;
import dev.fedbench.BenchmarkEvent;
import dev.fedbench.BenchmarkHandle;
import dev.fedbench.fl.ClientFactory;
import dev.fedbench.result.BenchmarkResult;
import dev.fedbench.result.ClientRow;
import dev.fedbench.result.Outcome;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class CancellationTest {

  private static final Duration SOON = Duration.ofSeconds(20); // the deadline is 60 s

  private static BenchmarkBuilder builder(boolean synchronous, ClientFactory clients) {
    return builder(synchronous, 3, clients);
  }

  private static BenchmarkBuilder builder(boolean synchronous, int turns, ClientFactory clients) {
    BenchmarkBuilder builder =
        Benchmark.builder().clients(4, clients).parallelism(2).transport("inprocess");
    return synchronous ? builder.rounds(turns) : builder.passes(turns);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_run_under_way_stops_soon_and_keeps_its_rows(boolean synchronous) throws Exception {
    CountDownLatch stuck = new CountDownLatch(2);
    CountDownLatch never = new CountDownLatch(1);
    ClientFactory clients =
        TestClients.fitting(
            (context, request) -> {
              if (request.round() == 2) {
                stuck.countDown();
                never.await();
              }
              return TestClients.update();
            });
    BenchmarkHandle handle = builder(synchronous, clients).start();
    stuck.await();
    long start = System.nanoTime();
    handle.cancel();
    handle.cancel();
    BenchmarkResult result = handle.result();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
    assertThat(handle.isDone()).isTrue();
    assertThat(result.outcome()).isEqualTo(Outcome.CANCELLED);
    assertThat(result.scenarios().get(0).reason()).contains("the run was cancelled");
    assertThat(result.clientRows().stream().filter(ClientRow::succeeded)).isNotEmpty();
    assertThat(result.clientRows().stream().filter(row -> !row.succeeded()))
        .hasSize(2)
        .allSatisfy(row -> assertThat(row.cause()).contains("CANCELLED: the run was cancelled"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_client_that_ignores_interrupts_is_left_behind_and_closes_itself(boolean synchronous)
      throws Exception {
    CountDownLatch atWork = new CountDownLatch(2);
    CountDownLatch release = new CountDownLatch(1);
    AtomicInteger created = new AtomicInteger();
    AtomicInteger closed = new AtomicInteger();
    AtomicInteger closedAtWork = new AtomicInteger();
    ClientFactory clients =
        context -> {
          created.incrementAndGet();
          AtomicInteger busy = new AtomicInteger();
          return new TestClients.Scripted(
              context,
              (c, request) -> {
                busy.incrementAndGet();
                atWork.countDown();
                awaitUninterruptibly(release);
                busy.decrementAndGet();
                return TestClients.update();
              },
              (c, model) -> Optional.empty()) {
            @Override
            public void close() {
              closed.incrementAndGet();
              closedAtWork.addAndGet(busy.get());
            }
          };
        };
    BenchmarkHandle handle = builder(synchronous, clients).start();
    atWork.await();
    long start = System.nanoTime();
    handle.cancel();
    BenchmarkResult result = handle.result();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
    assertThat(result.outcome()).isEqualTo(Outcome.CANCELLED);
    assertThat(result.clientRows())
        .hasSize(2)
        .allSatisfy(row -> assertThat(row.cause()).contains("CANCELLED: the run was cancelled"));
    release.countDown();
    TestClients.until("all are closed", () -> closed.get() == created.get());
    assertThat(closedAtWork.get()).as("closed while at work").isZero();
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    while (true) {
      try {
        latch.await();
        return;
      } catch (InterruptedException e) {
        // deaf
      }
    }
  }

  @Test
  void an_interrupt_of_the_caller_cancels_and_is_kept() throws Exception {
    CountDownLatch stuck = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    ClientFactory clients =
        TestClients.fitting(
            (context, request) -> {
              stuck.countDown();
              never.await();
              return TestClients.update();
            });
    AtomicReference<BenchmarkResult> result = new AtomicReference<>();
    AtomicReference<Boolean> flag = new AtomicReference<>();
    Thread caller =
        new Thread(
            () -> {
              result.set(builder(true, clients).run());
              flag.set(Thread.currentThread().isInterrupted());
            },
            "caller");
    caller.start();
    stuck.await();
    caller.interrupt();
    caller.join(SOON.toMillis());
    assertThat(result.get().outcome()).isEqualTo(Outcome.CANCELLED);
    assertThat(flag.get()).isTrue();
  }

  @Test
  void a_listener_may_cancel() throws Exception {
    AtomicReference<BenchmarkHandle> handle = new AtomicReference<>();
    CountDownLatch known = new CountDownLatch(1);
    handle.set(
        builder(true, 100_000, TestClients.fitting((context, request) -> TestClients.update()))
            .listener(
                event -> {
                  if (event instanceof BenchmarkEvent.Progress progress && progress.done() == 5) {
                    awaitUninterruptibly(known);
                    handle.get().cancel();
                  }
                })
            .start());
    known.countDown();
    assertThat(handle.get().result().outcome()).isEqualTo(Outcome.CANCELLED);
  }

  @Test
  void a_run_that_is_cancelled_while_clients_arrive_stops_soon() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    ClientFactory clients =
        TestClients.fitting(
            (context, request) -> {
              begun.countDown();
              return TestClients.update();
            });
    BenchmarkHandle handle = builder(false, clients).rampUp(1, Duration.ofSeconds(60)).start();
    begun.await();
    long start = System.nanoTime();
    handle.cancel();
    BenchmarkResult result = handle.result();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
    assertThat(result.outcome()).isEqualTo(Outcome.CANCELLED);
    assertThat(result.clientRows()).allMatch(row -> row.index() == 0);
  }

  @Test
  void a_run_cancelled_at_once_ends_at_once() throws Exception {
    BenchmarkHandle handle =
        builder(true, 1_000_000, TestClients.fitting((context, request) -> TestClients.update()))
            .start();
    handle.cancel();
    assertThat(handle.result().outcome()).isEqualTo(Outcome.CANCELLED);
  }

  @Test
  void points_of_a_sweep_that_did_not_have_their_turn_are_skipped() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    ClientFactory clients =
        TestClients.fitting(
            (context, request) -> {
              begun.countDown();
              never.await();
              return TestClients.update();
            });
    BenchmarkHandle handle = builder(true, clients).sweep("clients", 1, 2, 3).start();
    begun.await();
    handle.cancel();
    assertThat(handle.result().scenarios())
        .extracting(scenario -> scenario.outcome())
        .containsExactly(Outcome.CANCELLED, Outcome.SKIPPED, Outcome.SKIPPED);
  }

  @Test
  void no_thread_outlives_its_run() throws Exception {
    for (boolean synchronous : new boolean[] {true, false}) {
      builder(synchronous, TestClients.fitting((c, r) -> TestClients.update())).run();
      BenchmarkHandle handle =
          builder(synchronous, 1_000_000, TestClients.fitting((c, r) -> TestClients.update()))
              .start();
      handle.cancel();
      handle.result();
    }
    TestClients.until(
        "all threads have ended",
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .noneMatch(name -> name.startsWith("fedbench-")));
  }
}
