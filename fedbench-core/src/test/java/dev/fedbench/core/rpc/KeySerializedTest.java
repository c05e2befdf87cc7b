package dev.fedbench.core.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.rpc.MessageKind;
import dev.fedbench.rpc.RpcHandler;
import dev.fedbench.rpc.RpcResponse;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeySerializedTest {

  private static final RpcResponse DONE = RpcResponse.result(ByteBuffer.allocate(0));

  private final Ledger ledger = new Ledger();
  private final List<Arrival> calls = new ArrayList<>();

  private Arrival arrive(String key) {
    Arrival call = ledger.call(key, calls.size());
    calls.add(call);
    call.at(ledger.scheduler());
    return call;
  }

  @Test
  void a_call_starts_when_the_answer_before_it_is_sent() {
    Arrival first = arrive("k");
    Arrival second = arrive("k");
    second.answer.complete(DONE);
    assertThat(ledger.started("k")).containsExactly(0);
    assertThat(ledger.scheduler().load()).isEqualTo(new SchedulerLoad(1, 1, 1));
    first.answer.complete(DONE);
    assertThat(ledger.started("k")).containsExactly(0, 1);
    assertThat(ledger.violations(calls)).isEmpty();
  }

  @Test
  void keys_are_independent_and_calls_without_one_share_one() {
    arrive("k");
    arrive("");
    arrive("other");
    arrive("");
    assertThat(ledger.started("k")).containsExactly(0);
    assertThat(ledger.started("other")).containsExactly(2);
    assertThat(ledger.started("")).containsExactly(1);
    assertThat(ledger.scheduler().load()).isEqualTo(new SchedulerLoad(1, 3, 3));
    calls.forEach(call -> call.answer.complete(DONE));
    assertThat(ledger.violations(calls)).isEmpty();
  }

  @Test
  void a_call_that_is_given_up_while_it_waits_never_starts_and_holds_up_nobody() {
    IntStream.range(0, 5).forEach(i -> arrive("k"));
    ledger.giveUp(calls.get(2));
    ledger.giveUp(calls.get(4));
    assertThat(ledger.scheduler().load()).isEqualTo(new SchedulerLoad(2, 1, 1));
    calls.forEach(call -> call.answer.complete(DONE));
    assertThat(ledger.started("k")).containsExactly(0, 1, 3);
    assertThat(ledger.violations(calls)).isEmpty();
  }

  @Test
  void a_call_that_was_given_up_before_it_arrived_never_starts() {
    Arrival call = ledger.call("k", 0);
    ledger.giveUp(call);
    call.at(ledger.scheduler());
    assertThat(ledger.started("k")).isEmpty();
    assertThat(ledger.scheduler().load().isIdle()).isTrue();
  }

  @Test
  void a_running_call_is_told_and_keeps_its_key_until_its_handler_has_stopped() {
    Arrival first = arrive("k");
    AtomicInteger told = new AtomicInteger();
    first.onCancel(told::incrementAndGet);
    Arrival second = arrive("k");
    second.answer.complete(DONE);
    ledger.giveUp(first);
    assertThat(told).hasValue(1);
    assertThat(ledger.started("k")).containsExactly(0);
    first.answer.complete(DONE);
    assertThat(ledger.started("k")).containsExactly(0, 1);
    assertThat(ledger.violations(calls)).isEmpty();
  }

  @Test
  void a_hundred_thousand_calls_that_end_at_once_take_no_deeper_stack() {
    int many = 100_000;
    AtomicInteger deepest = new AtomicInteger();
    List<Integer> sent = new ArrayList<>();
    CompletableFuture<RpcResponse> all = new CompletableFuture<>();
    Scheduler scheduler =
        Schedulers.keySerialized(
            (request, call) -> {
              if (sent.size() % 1_000 == 0) {
                deepest.accumulateAndGet(Thread.currentThread().getStackTrace().length, Math::max);
              }
              return all;
            });
    for (int i = 0; i < many; i++) {
      int number = i;
      new Arrival("k", i, response -> sent.add(number)).at(scheduler);
    }
    assertThat(scheduler.load()).isEqualTo(new SchedulerLoad(many - 1, 1, 1));
    all.complete(DONE);
    assertThat(sent).hasSize(many).isSorted();
    assertThat(deepest.get()).isLessThan(200);
    assertThat(scheduler.load().isIdle()).isTrue();
  }

  @Test
  void calls_in_the_middle_of_a_long_line_are_given_up_at_no_cost_to_the_others() {
    int many = 100_000;
    IntStream.range(0, many).forEach(i -> arrive("k"));
    // Searched for one after the other, these would take minutes.
    for (int i = many - 1; i > 0; i -= 2) {
      calls.get(i).giveUp();
    }
    assertThat(ledger.scheduler().load()).isEqualTo(new SchedulerLoad(many / 2 - 1, 1, 1));
    calls.forEach(call -> call.answer.complete(DONE));
    assertThat(ledger.started("k")).hasSize(many / 2).isSorted();
    assertThat(ledger.scheduler().load().isIdle()).isTrue();
  }

  @Test
  void no_key_is_remembered_once_its_calls_are_over() {
    for (int i = 0; i < 1_000; i++) {
      arrive("key-" + i).answer.complete(DONE);
    }
    assertThat(ledger.scheduler().load()).isEqualTo(new SchedulerLoad(0, 0, 0));
  }

  @Test
  void a_handler_that_misbehaves_holds_up_nobody() {
    List<RpcHandler> bad =
        List.of(
            (request, call) -> {
              throw new IllegalStateException("on purpose");
            },
            (request, call) -> {
              throw new AssertionError("on purpose");
            },
            (request, call) -> null,
            (request, call) -> CompletableFuture.completedFuture(null),
            (request, call) -> CompletableFuture.failedFuture(new IllegalStateException("so")));
    CompletableFuture<RpcResponse> first = new CompletableFuture<>();
    Scheduler scheduler =
        Schedulers.keySerialized(
            (request, call) -> {
              int number = request.body().getInt(0);
              return number == 0
                  ? first
                  : number <= bad.size()
                      ? bad.get(number - 1).handle(request, call)
                      : CompletableFuture.completedFuture(DONE);
            });
    List<MessageKind> kinds = new ArrayList<>();
    for (int i = 0; i <= bad.size() + 1; i++) {
      new Arrival("k", i, response -> kinds.add(response.kind())).at(scheduler);
    }
    first.completeExceptionally(new IllegalStateException("the first fails late"));
    assertThat(kinds).hasSize(bad.size() + 2).endsWith(MessageKind.RESULT);
    assertThat(kinds.subList(0, bad.size() + 1)).containsOnly(MessageKind.ERROR);
    assertThat(scheduler.load().isIdle()).isTrue();
  }

  /** Arrivals, answers and calls given up on four threads, thousands of each. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void the_laws_hold_under_load(long seed) throws Exception {
    int threads = 4;
    int each = 500;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      ConcurrentLinkedQueue<Arrival> all = new ConcurrentLinkedQueue<>();
      CyclicBarrier start = new CyclicBarrier(threads);
      List<CompletableFuture<Void>> done = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        int id = thread;
        done.add(
            CompletableFuture.runAsync(
                () -> act(id, each, new Random(seed + id), start, all), pool));
      }
      CompletableFuture.allOf(done.toArray(CompletableFuture<?>[]::new)).get(60, TimeUnit.SECONDS);
      all.forEach(call -> call.answer.complete(DONE));
      assertThat(ledger.violations(List.copyOf(all))).isEmpty();
      for (String key : List.of("0", "1", "2")) {
        for (int thread = 0; thread < threads; thread++) {
          int id = thread;
          assertThat(ledger.started(key).stream().filter(n -> n / each == id))
              .as("the calls of one thread, in the order in which it made them")
              .isSorted();
        }
      }
    } finally {
      pool.shutdown();
    }
  }

  private void act(
      int thread,
      int each,
      Random random,
      CyclicBarrier start,
      ConcurrentLinkedQueue<Arrival> all) {
    List<Arrival> mine = new ArrayList<>();
    try {
      start.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    for (int i = 0; i < each; i++) {
      Arrival call = ledger.call("" + random.nextInt(3), thread * each + i);
      all.add(call);
      mine.add(call);
      call.at(ledger.scheduler());
      Arrival any = mine.get(random.nextInt(mine.size()));
      if (random.nextInt(4) == 0) {
        ledger.giveUp(any);
      }
      any.answer.complete(DONE);
    }
  }
}
