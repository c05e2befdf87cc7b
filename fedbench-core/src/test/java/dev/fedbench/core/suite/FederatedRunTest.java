package dev.fedbench.core.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fedbench.Benchmark;
import dev.fedbench.BenchmarkBuilder;
import dev.fedbench.BenchmarkEvent;
import dev.fedbench.BenchmarkHandle;
import dev.fedbench.fl.Client;
import dev.fedbench.fl.Connections;
import dev.fedbench.fl.Evaluation;
import dev.fedbench.fl.FitRequest;
import dev.fedbench.fl.Tensors;
import dev.fedbench.fl.Update;
import dev.fedbench.metric.FederatedMetrics;
import dev.fedbench.metric.Metric;
import dev.fedbench.metric.Row;
import dev.fedbench.result.BenchmarkResult;
import dev.fedbench.result.ClientRow;
import dev.fedbench.result.ClientStatus;
import dev.fedbench.result.FederatedSummary;
import dev.fedbench.result.MetricSummary;
import dev.fedbench.result.Outcome;
import dev.fedbench.result.RoundRow;
import dev.fedbench.result.ScenarioId;
import dev.fedbench.result.ScenarioResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole runs through the public API: do their figures add up? */
@Timeout(120)
class FederatedRunTest {

  private static BenchmarkBuilder builder(int clients) {
    return Benchmark.builder().clients(clients).noProofs().transport("inprocess");
  }

  static Stream<Arguments> forms() {
    return Stream.of(
        Arguments.of(1, builder(1)),
        Arguments.of(5, builder(5)),
        Arguments.of(5, builder(5).rounds(1)),
        Arguments.of(20, builder(20).signatures(false).connections(Connections.SHARED)),
        Arguments.of(20, builder(20).rounds(1).connections(Connections.SHARED)),
        Arguments.of(20, builder(20).rounds(1).parallelism(1)),
        Arguments.of(300, builder(300).rounds(1).signatures(false)));
  }

  @ParameterizedTest(name = "{0} clients, {index}")
  @MethodSource("forms")
  void so_many_clients_give_so_many_rows_and_submissions(int clients, BenchmarkBuilder builder) {
    BenchmarkResult result = builder.run();
    assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(result.warnings()).isEmpty();
    assertThat(result.clientRows()).hasSize(clients);
    assertThat(result.clientRows().stream().map(ClientRow::index).sorted())
        .containsExactlyElementsOf(LongStream.range(0, clients).mapToObj(i -> (int) i).toList());
    assertThat(result.clientRows())
        .allMatch(row -> row.client().equals("" + row.index()) && row.round() == 1);
    assertThat(messages(result, "coordinator", "received", "submit")).isEqualTo(clients);
    assertThat(messages(result, "coordinator", "received", "join")).isEqualTo(clients);
    assertSumsHold(result);
  }

  @Test
  void every_client_has_a_row_in_every_round_or_pass() {
    for (BenchmarkBuilder builder : List.of(builder(6).rounds(4), builder(6).passes(4))) {
      BenchmarkResult result = builder.run();
      Map<Integer, List<Integer>> rounds =
          result.clientRows().stream()
              .collect(
                  Collectors.groupingBy(
                      ClientRow::index,
                      TreeMap::new,
                      Collectors.mapping(ClientRow::round, Collectors.toList())));
      assertThat(rounds).hasSize(6);
      // The next round may begin, and end, before the last client has the answer of this one.
      rounds.values().forEach(own -> assertThat(own).containsExactlyInAnyOrder(1, 2, 3, 4));
      assertThat(messages(result, "coordinator", "received", "submit")).isEqualTo(24);
      assertSumsHold(result);
    }
  }

  @Test
  void clients_versions_never_fall_and_one_submission_triggers_each() {
    BenchmarkResult result = builder(5).passes(4).aggregateEvery(3).run();
    Map<Integer, List<ClientRow>> byClient =
        result.clientRows().stream().collect(Collectors.groupingBy(ClientRow::index));
    byClient
        .values()
        .forEach(
            own ->
                assertThat(own.stream().map(row -> row.modelVersion().orElseThrow()).toList())
                    .isSorted());
    assertThat(
            result.clientRows().stream()
                .filter(row -> row.status() == ClientStatus.AGGREGATED)
                .map(row -> row.modelVersion().orElseThrow())
                .sorted())
        .containsExactly(2L, 3L, 4L, 5L, 6L, 7L);
    assertThat(metric(result, FederatedMetrics.PENDING_UPDATES)).isEqualTo(2);
    assertThat(result.scenarios().get(0).roundRows()).hasSize(1);
  }

  @Test
  void rounds_are_reported_in_order_with_the_models_versions() {
    ScenarioResult scenario = builder(4).rounds(5).fraction(0.5).run().scenarios().get(0);
    List<RoundRow> rounds = scenario.roundRows();
    assertThat(rounds).extracting(RoundRow::round).containsExactly(1, 2, 3, 4, 5);
    assertThat(rounds).extracting(RoundRow::modelVersion).containsExactly(2L, 3L, 4L, 5L, 6L);
    assertThat(rounds).allMatch(round -> round.selected() == 2 && round.accepted() == 2);
    assertThat(rounds).extracting(RoundRow::elapsed).isSorted();
    double sum = rounds.stream().mapToDouble(RoundRow::duration).sum();
    assertThat(sum).isLessThanOrEqualTo(rounds.get(4).elapsed() + 1e-9);
    assertThat(scenario.metric(FederatedMetrics.ROUND).orElseThrow().count()).isEqualTo(5);
    assertThat(scenario.metric(FederatedMetrics.ROUND).orElseThrow().sum())
        .isCloseTo(sum, within(1e-3));
    assertThat(scenario.clientRows()).hasSize(10);
  }

  @Test
  void all_that_one_side_sent_the_other_received() {
    for (int repeat = 0; repeat < 10; repeat++) {
      BenchmarkResult result =
          Benchmark.builder()
              .clients(
                  6,
                  TestClients.of(
                      (context, request) -> {
                        if (context.index() == request.round()) {
                          throw new IllegalStateException("gives up");
                        }
                        return TestClients.update();
                      },
                      (context, model) -> Optional.of(Evaluation.of(1, 1, 1))))
              .rounds(4)
              .connections(repeat % 2 == 0 ? Connections.PER_CLIENT : Connections.SHARED)
              .transport("inprocess")
              .run();
      assertThat(result.warnings()).isEmpty();
      assertThat(traffic(result, "coordinator", "received"))
          .isEqualTo(traffic(result, "clients", "sent"))
          .isNotEmpty();
      assertThat(traffic(result, "coordinator", "sent"))
          .isEqualTo(traffic(result, "clients", "received"))
          .isNotEmpty();
      assertSumsHold(result);
    }
  }

  @Test
  void messages_are_as_many_as_the_protocol_says() {
    int clients = 5;
    int rounds = 4;
    BenchmarkResult result =
        Benchmark.builder()
            .clients(
                clients,
                TestClients.of(
                    (context, request) -> TestClients.update(),
                    (context, model) -> Optional.of(Evaluation.of(1, 1, 1))))
            .rounds(rounds)
            .transport("inprocess")
            .run();
    assertThat(messages(result, "coordinator", "received", "info")).isEqualTo(1);
    assertThat(messages(result, "coordinator", "received", "join")).isEqualTo(clients);
    assertThat(messages(result, "coordinator", "received", "submit")).isEqualTo(clients * rounds);
    assertThat(messages(result, "coordinator", "received", "evaluate")).isEqualTo(clients * rounds);
    assertThat(messages(result, "coordinator", "received", "abandon")).isZero();
    // Each link acknowledges each model: the first is missed by links that were told of it before
    // they knew that they had joined.
    assertThat(messages(result, "coordinator", "received", "ack"))
        .isBetween((long) clients * rounds, (long) clients * (rounds + 1));
    MetricSummary updates = metrics(result, FederatedMetrics.MODEL_UPDATE);
    assertThat(updates.count()).isBetween((long) clients * rounds, (long) clients * (rounds + 1));
    MetricSummary slowest = metrics(result, FederatedMetrics.MODEL_UPDATE_ALL);
    assertThat(slowest.count()).isBetween((long) rounds, rounds + 1L);
    assertThat(slowest.max()).isEqualTo(updates.max());
  }

  @Test
  void evaluations_of_all_clients_make_a_rounds_loss_and_accuracy() {
    BenchmarkResult result =
        Benchmark.builder()
            .clients(
                4,
                TestClients.of(
                    (context, request) -> TestClients.update(),
                    (context, model) ->
                        Optional.of(
                            Evaluation.of(
                                context.index(), model.values()[0] / 10, 1 + context.index()))))
            .rounds(3)
            .transport("inprocess")
            .run();
    ScenarioResult scenario = result.scenarios().get(0);
    assertThat(scenario.roundRows())
        .allSatisfy(
            round -> {
              assertThat(round.evaluated()).isEqualTo(10);
              assertThat(round.loss().getAsDouble())
                  .isCloseTo((0 + 1 * 2 + 2 * 3 + 3 * 4) / 10.0, within(1e-12));
              assertThat(round.accuracy().getAsDouble())
                  .isCloseTo(round.round() / 10.0, within(1e-6));
            });
    assertThat(scenario.toAccuracy(0.2).orElseThrow().rounds()).isEqualTo(2);
    assertThat(scenario.toAccuracy(0.9)).isEmpty();
    assertThat(scenario.metric(FederatedMetrics.EVALUATION).orElseThrow().count()).isEqualTo(3);
  }

  @Test
  void clients_see_the_aggregated_model_and_their_own_context() {
    Set<Long> seeds = ConcurrentHashMap.newKeySet();
    Map<Integer, Float> seen = new ConcurrentHashMap<>();
    Benchmark.builder()
        .clients(
            3,
            TestClients.fitting(
                (context, request) -> {
                  assertThat(context.clients()).isEqualTo(3);
                  assertThat(context.id()).isEqualTo("" + context.index());
                  assertThat(request.modelVersion()).isEqualTo(request.round());
                  seeds.add(context.seed());
                  seen.put(request.round(), request.model().values()[1]);
                  return new Update(Tensors.of("w", 0, 1 + context.index()), 1 + context.index());
                }))
        .rounds(3)
        .seed(7)
        .transport("inprocess")
        .run();
    double step = (1 + 4 + 9) / 6.0;
    assertThat(seen.get(1)).isZero();
    assertThat(seen.get(2)).isCloseTo((float) step, within(1e-6f));
    assertThat(seen.get(3)).isCloseTo((float) (2 * step), within(1e-6f));
    assertThat(seeds).as("a seed a client").hasSize(3);
  }

  @Test
  void the_seed_alone_decides_what_clients_draw() {
    assertThat(seeds(1, 1)).isEqualTo(seeds(1, 4)).isNotEqualTo(seeds(2, 4));
  }

  private static Map<Integer, Long> seeds(long seed, int parallelism) {
    Map<Integer, Long> seeds = new ConcurrentHashMap<>();
    Benchmark.builder()
        .clients(
            6,
            TestClients.fitting(
                (context, request) -> {
                  seeds.put(context.index(), context.seed());
                  return TestClients.update();
                }))
        .seed(seed)
        .parallelism(parallelism)
        .transport("inprocess")
        .run();
    return seeds;
  }

  @Test
  void the_client_that_names_the_initial_model_is_client_0_itself() {
    Set<Object> contexts = ConcurrentHashMap.newKeySet();
    Benchmark.builder()
        .clients(
            1,
            context -> {
              contexts.add(context);
              return new TestClients.Scripted(
                  context, (c, r) -> TestClients.update(), (c, m) -> Optional.empty());
            })
        .transport("inprocess")
        .run();
    assertThat(contexts).as("asked for the model, and then at work").hasSize(1);
  }

  @Test
  void so_many_clients_as_parallelism_says_work_at_once_and_no_more() {
    int parallelism = 4;
    CyclicBarrier together = new CyclicBarrier(parallelism);
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    BenchmarkResult result =
        Benchmark.builder()
            .clients(
                2 * parallelism,
                TestClients.fitting(
                    (context, request) -> {
                      most.accumulateAndGet(now.incrementAndGet(), Math::max);
                      together.await(30, TimeUnit.SECONDS); // breaks if they do not come at once
                      now.decrementAndGet();
                      return TestClients.update();
                    }))
            .rounds(2)
            .parallelism(parallelism)
            .transport("inprocess")
            .run();
    assertThat(result.clientRows()).hasSize(16).allMatch(ClientRow::succeeded);
    assertThat(most.get()).isEqualTo(parallelism);
    assertThat(result.config()).containsEntry("parallelism", (long) parallelism);
  }

  @Test
  void two_runs_at_once_are_independent() throws Exception {
    CyclicBarrier both = new CyclicBarrier(2);
    List<BenchmarkHandle> handles = new ArrayList<>();
    for (int run = 0; run < 2; run++) {
      int value = run + 1;
      handles.add(
          Benchmark.builder()
              .clients(
                  3 + run,
                  TestClients.of(
                      (context, request) -> {
                        if (context.index() == 0) {
                          both.await(30, TimeUnit.SECONDS); // neither ends before the other begins
                        }
                        return new Update(Tensors.of("w", value, value), 1);
                      },
                      (context, model) -> Optional.of(Evaluation.of(model.values()[0], 0, 1))))
              .rounds(5)
              .transport("inprocess")
              .start());
    }
    for (int run = 0; run < 2; run++) {
      BenchmarkResult result = handles.get(run).result();
      assertThat(result.clientRows()).hasSize(5 * (3 + run)).allMatch(ClientRow::succeeded);
      RoundRow last = result.scenarios().get(0).roundRows().get(4);
      assertThat(last.loss()).hasValue(5 * (run + 1));
    }
    assertThat(handles.get(0).result().benchmarkId())
        .isNotEqualTo(handles.get(1).result().benchmarkId());
  }

  @Test
  void progress_counts_each_update_once_in_order() {
    for (BenchmarkBuilder builder : List.of(builder(7).rounds(3), builder(7).passes(3))) {
      List<BenchmarkEvent.Progress> events = new ArrayList<>();
      builder
          .listener(
              event -> {
                if (event instanceof BenchmarkEvent.Progress progress) {
                  events.add(progress);
                }
              })
          .run();
      assertThat(events)
          .extracting(BenchmarkEvent.Progress::done)
          .containsExactlyElementsOf(LongStream.rangeClosed(1, 21).boxed().toList());
      assertThat(events).allMatch(e -> e.total() == 21 && e.what().equals("updates"));
    }
  }

  @Test
  void a_sweep_has_a_scenario_per_point() {
    BenchmarkResult result =
        builder(1).sweep("clients", 1, 2, 5).sweep("signatures", true, false).run();
    assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(result.labels())
        .containsExactly(
            "federated/synthetic [clients=1, signatures=true]",
            "federated/synthetic [clients=1, signatures=false]",
            "federated/synthetic [clients=2, signatures=true]",
            "federated/synthetic [clients=2, signatures=false]",
            "federated/synthetic [clients=5, signatures=true]",
            "federated/synthetic [clients=5, signatures=false]");
    assertThat(result.scenarios())
        .extracting(scenario -> scenario.clientRows().size())
        .containsExactly(1, 1, 2, 2, 5, 5);
    assertThat(result.summary().clients()).isEqualTo(16);
  }

  @Test
  void a_scenario_is_the_same_in_another_run_swept_or_not_and_repeated_or_not() {
    ScenarioId alone = ids(builder(3).rounds(2)).get(0);
    assertThat(alone.label())
        .isEqualTo(
            "federated/synthetic [clients=3, inputSize=10, rounds=2, fraction=1.0, aggregator=fedavg,"
                + " evaluate=false, transport=inprocess, signatures=true, proofs=none, connections=per_client]");
    assertThat(ids(builder(1).rounds(1).sweep("rounds", 1, 2).sweep("clients", 2, 3)))
        .hasSize(4)
        .doesNotHaveDuplicates()
        .contains(alone);
    assertThat(ids(builder(3).rounds(2).iterations(2)))
        .hasSize(2)
        .doesNotHaveDuplicates()
        .allMatch(id -> id.withoutIteration().equals(alone));
    assertThat(ids(builder(4).rounds(2))).doesNotContain(alone);
  }

  @Test
  void a_sweeps_summary_adds_up_but_averages_are_each_points_own() {
    BenchmarkResult sweep = builder(1).sweep("clients", 2, 3).run();
    assertThat(sweep.summary().clients()).isEqualTo(5);
    assertThat(sweep.summary().totalDuration().orElseThrow())
        .isEqualTo(
            sweep.scenarios().stream()
                .mapToDouble(point -> point.summary().orElseThrow().totalDuration().orElseThrow())
                .sum());
    assertThat(sweep.summary().avgTotalTime()).isEmpty();
    for (ScenarioResult point : sweep.scenarios()) {
      FederatedSummary own = point.summary().orElseThrow();
      assertThat(own.clients()).isEqualTo(point.clientRows().size());
      assertThat(own.avgTotalTime().orElseThrow())
          .isCloseTo(
              point.clientRows().stream()
                  .mapToDouble(row -> row.phases().total().orElseThrow())
                  .average()
                  .orElseThrow(),
              within(1e-9));
    }
  }

  @Test
  void repetitions_of_one_scenario_have_averages() {
    BenchmarkResult repeated = builder(2).iterations(2).run();
    assertThat(repeated.summary().clients()).isEqualTo(4);
    assertThat(repeated.summary().avgTotalTime().orElseThrow())
        .isCloseTo(
            repeated.clientRows().stream()
                .mapToDouble(row -> row.phases().total().orElseThrow())
                .average()
                .orElseThrow(),
            within(1e-9));
  }

  @Test
  void encryption_makes_another_scenario() {
    ScenarioId plain = ids(builder(1).transport("http")).get(0);
    ScenarioId safe = ids(builder(1).transport("http").encrypted()).get(0);
    assertThat(plain.parameters()).containsEntry("transport", "http");
    assertThat(safe.parameters()).containsEntry("transport", "https");
  }

  @Test
  void a_hosts_work_has_the_hosts_name() {
    ScenarioId named = ids(builder(1).clients(1, "clicks", context -> new TooLarge())).get(0);
    assertThat(named.scenario()).isEqualTo("clicks");
    assertThat(named.parameters()).doesNotContainKey("inputSize");
  }

  private static List<ScenarioId> ids(BenchmarkBuilder builder) {
    return builder.run().scenarios().stream().map(ScenarioResult::id).toList();
  }

  @Test
  void warm_ups_leave_no_rows_and_each_iteration_is_a_scenario() {
    BenchmarkResult result = builder(3).warmups(2).iterations(2).run();
    assertThat(result.labels())
        .containsExactly("federated/synthetic [iteration=1]", "federated/synthetic [iteration=2]");
    for (ScenarioResult iteration : result.scenarios()) {
      assertThat(iteration.clientRows()).hasSize(3);
      assertThat(iteration.metric(FederatedMetrics.TOTAL).orElseThrow().count()).isEqualTo(3);
      assertThat(iteration.metric(FederatedMetrics.DURATION).orElseThrow().count()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_model_beyond_float32_is_thrown_away_and_the_run_has_failed(boolean synchronous) {
    BenchmarkBuilder builder = builder(1).clients(1, context -> new TooLarge()).evaluate(false);
    BenchmarkResult result =
        (synchronous ? builder.rounds(3) : builder.passes(3).aggregateEvery(1)).run();
    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
    ScenarioResult run = result.scenarios().get(0);
    assertThat(run.reason().orElseThrow()).contains("beyond float32");
    List<RoundRow> rounds = run.roundRows();
    assertThat(rounds.get(rounds.size() - 1).modelVersion()).isEqualTo(2);
  }

  /** Half of float32's range: one such step fits, two do not. */
  private static final class TooLarge extends Client {
    @Override
    public Update fit(FitRequest request) {
      return new Update(Tensors.of("w", 0.75f * Float.MAX_VALUE), 1);
    }
  }

  @Test
  void a_client_that_hangs_holds_up_neither_the_others_nor_the_end() {
    BenchmarkResult result =
        builder(6)
            .clients(6, context -> new Hanging(context.index() == 2))
            .deadline(Duration.ofMillis(300))
            .run();
    assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(result.clientRows()).hasSize(6);
    assertThat(result.clientRows().stream().filter(row -> !row.succeeded()))
        .singleElement()
        .satisfies(row -> assertThat(row.index()).isEqualTo(2));
    assertThat(result.duration()).isLessThan(Duration.ofSeconds(50));
  }

  /** Perhaps never comes back from its training, whatever it is told. */
  private static final class Hanging extends Client {
    private final boolean hangs;

    Hanging(boolean hangs) {
      this.hangs = hangs;
    }

    @Override
    public Update fit(FitRequest request) {
      long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (hangs && System.nanoTime() < end) {
        LockSupport.parkNanos(10_000_000);
        Thread.interrupted(); // ignored
      }
      return new Update(Tensors.of("w", 1f), 1);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_hundred_short_runs_neither_stall_nor_lose_a_row(boolean synchronous) {
    for (int run = 0; run < 50; run++) {
      BenchmarkBuilder builder = builder(3).signatures(false).parallelism(2 + run % 3);
      BenchmarkResult result = (synchronous ? builder.rounds(3) : builder.passes(3)).run();
      assertThat(result.clientRows())
          .as("run %d", run)
          .hasSize(9)
          .allSatisfy(row -> assertThat(row.cause()).isEmpty());
      assertThat(result.duration()).as("no deadline passed").isLessThan(Duration.ofSeconds(50));
    }
  }

  /** What holds of every run, whatever it measured. */
  private static void assertSumsHold(BenchmarkResult result) {
    List<ClientRow> rows = result.clientRows();
    List<ClientRow> good = rows.stream().filter(ClientRow::succeeded).toList();
    FederatedSummary summary = result.summary();
    assertThat(metric(result, FederatedMetrics.ACCEPTED_UPDATES)).isEqualTo(good.size());
    assertThat(metric(result, FederatedMetrics.FAILED_UPDATES))
        .isEqualTo(rows.size() - good.size());
    assertThat(summary.successfulClients())
        .isEqualTo(good.stream().map(ClientRow::index).distinct().count());
    assertThat(summary.aggregatedUpdates())
        .isEqualTo(good.stream().filter(r -> r.status() == ClientStatus.AGGREGATED).count());
    assertThat(summary.avgTrainTime().orElse(-1))
        .isCloseTo(mean(good, row -> row.phases().training().orElseThrow()), within(1e-9));
    assertThat(summary.avgSubmitTime().orElse(-1))
        .isCloseTo(mean(good, row -> row.phases().submission().orElseThrow()), within(1e-9));
    assertThat(summary.avgTotalTime().orElse(-1))
        .isCloseTo(mean(good, row -> row.phases().total().orElseThrow()), within(1e-9));
    assertThat(summary.avgProofTime()).isEmpty();
    double longest =
        rows.stream().mapToDouble(row -> row.phases().total().orElse(0)).max().orElse(0);
    assertThat(summary.totalDuration().orElseThrow()).isGreaterThanOrEqualTo(longest);
    for (ClientRow row : good) {
      double total = row.phases().total().orElseThrow();
      double residual = row.phases().residual().orElseThrow();
      assertThat(residual).isGreaterThanOrEqualTo(-1e-9);
      assertThat(
              row.phases().training().orElseThrow()
                  + row.phases().submission().orElseThrow()
                  + residual)
          .isCloseTo(total, within(1e-9));
      assertThat(row.phases().verification().orElseThrow())
          .isLessThanOrEqualTo(row.phases().submission().orElseThrow());
    }
  }

  private interface Figure {
    double of(ClientRow row);
  }

  private static double mean(List<ClientRow> rows, Figure figure) {
    return rows.stream().mapToDouble(figure::of).average().orElse(-1);
  }

  private static double metric(BenchmarkResult result, Metric metric) {
    return metrics(result, metric).sum();
  }

  private static MetricSummary metrics(BenchmarkResult result, Metric metric) {
    return result.scenarios().get(0).metric(metric).orElseThrow();
  }

  private static long messages(BenchmarkResult result, String side, String direction, String name) {
    return rows(result, side, direction).stream()
        .filter(row -> row.values().get("name").equals(name))
        .filter(row -> row.values().get("kind").equals("function"))
        .mapToLong(row -> (Long) row.values().get("messages"))
        .sum();
  }

  /** Kind and name to messages and bytes. */
  private static Map<String, List<Object>> traffic(
      BenchmarkResult result, String side, String direction) {
    return rows(result, side, direction).stream()
        .sorted(Comparator.comparing(row -> row.values().toString()))
        .collect(
            Collectors.toMap(
                row -> row.values().get("kind") + " " + row.values().get("name"),
                row -> List.of(row.values().get("messages"), row.values().get("bytes"))));
  }

  private static List<Row> rows(BenchmarkResult result, String side, String direction) {
    return result.scenarios().get(0).rows("traffic").stream()
        .filter(row -> row.values().get("side").equals(side))
        .filter(row -> row.values().get("direction").equals(direction))
        .toList();
  }
}
