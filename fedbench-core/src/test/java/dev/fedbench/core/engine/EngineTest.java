package dev.fedbench.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.Benchmark;
import dev.fedbench.BenchmarkEvent;
import dev.fedbench.BenchmarkHandle;
import dev.fedbench.metric.Metric;
import dev.fedbench.metric.Recorder;
import dev.fedbench.metric.Row;
import dev.fedbench.report.Reporter;
import dev.fedbench.report.RowSink;
import dev.fedbench.result.BenchmarkResult;
import dev.fedbench.result.Outcome;
import dev.fedbench.result.Plan;
import dev.fedbench.result.ScenarioResult;
import dev.fedbench.spi.InvalidConfigException;
import dev.fedbench.suite.Profile;
import dev.fedbench.suite.Scenario;
import dev.fedbench.suite.ScenarioContext;
import dev.fedbench.suite.Suite;
import dev.fedbench.suite.SuiteContext;
import dev.fedbench.suite.Trial;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Suites of a host's own, reporters, listeners: what one of them does is its own affair. */
@Timeout(60)
class EngineTest {

  private static final Metric METRIC = Metric.count("host.value");

  /** What a scenario does each time. */
  private interface Work {
    void run(ScenarioContext context, Recorder recorder) throws Exception;
  }

  private record Simple(String name, Work work) implements Scenario {
    @Override
    public Trial open(ScenarioContext context) {
      return recorder -> work.run(context, recorder);
    }
  }

  private record Named(String name, List<Scenario> all) implements Suite {
    @Override
    public List<Scenario> scenarios(SuiteContext context) {
      return all;
    }
  }

  private static Suite suite(String name, Work work) {
    return new Named(name, List.of(new Simple(name, work)));
  }

  private static Suite good(String name) {
    return suite(name, (context, recorder) -> recorder.record(METRIC, 1));
  }

  static Stream<Arguments> badSuites() {
    return Stream.of(
        Arguments.of(failing(new IOException("no disk")), "no disk"),
        Arguments.of(failing(new IllegalStateException()), "java.lang.IllegalStateException"),
        Arguments.of(failing(new AssertionError("wrong")), "wrong"),
        Arguments.of(failing(new NoClassDefFoundError("Gone")), "Gone"),
        Arguments.of(failing(new StackOverflowError("deep")), "deep"),
        Arguments.of(failing(new InterruptedException("who?")), "who?"),
        Arguments.of(
            suite(
                "bad",
                (context, recorder) -> {
                  Thread.currentThread().interrupt();
                  throw new IOException("left interrupted");
                }),
            "left interrupted"),
        Arguments.of(
            new Named(
                "bad",
                List.of(
                    new Scenario() {
                      @Override
                      public String name() {
                        return "bad";
                      }

                      @Override
                      public Trial open(ScenarioContext context) throws IOException {
                        throw new IOException("cannot open");
                      }
                    })),
            "cannot open"),
        Arguments.of(
            new Named(
                "bad",
                List.of(
                    new Scenario() {
                      @Override
                      public String name() {
                        return "bad";
                      }

                      @Override
                      public Trial open(ScenarioContext context) {
                        return new Trial() {
                          @Override
                          public void iterate(Recorder recorder) {}

                          @Override
                          public void close() throws IOException {
                            throw new IOException("cannot close");
                          }
                        };
                      }
                    })),
            "cannot close"),
        Arguments.of(new Named("bad", null), "did not name its scenarios"));
  }

  private static Suite failing(Throwable thrown) {
    return suite(
        "bad",
        (context, recorder) -> {
          if (thrown instanceof Error error) {
            throw error;
          }
          throw (Exception) thrown;
        });
  }

  @ParameterizedTest
  @MethodSource("badSuites")
  void a_suite_that_fails_is_recorded_and_the_others_run(Suite bad, String reason) {
    BenchmarkResult result =
        Benchmark.builder()
            .suite(good("before"))
            .suite(bad)
            .suite(
                suite(
                    "after",
                    (context, recorder) -> {
                      Thread.sleep(1); // is not interrupted by what was before
                      recorder.record(METRIC, 1);
                    }))
            .run();
    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(result.scenarios())
        .extracting(ScenarioResult::outcome)
        .containsExactly(Outcome.COMPLETED, Outcome.FAILED, Outcome.COMPLETED);
    assertThat(result.scenarios().get(1).suite()).isEqualTo("bad");
    assertThat(result.scenarios().get(1).reason().orElseThrow()).contains(reason);
    assertThat(result.total()).isEqualTo(3);
    assertThat(result.successful()).isEqualTo(2);
    assertThat(result.scenario("after").orElseThrow().metric(METRIC).orElseThrow().count())
        .isEqualTo(1);
  }

  @Test
  void a_suite_that_throws_before_it_names_its_scenarios_is_recorded() {
    Suite broken =
        new Suite() {
          @Override
          public String name() {
            return "broken";
          }

          @Override
          public List<Scenario> scenarios(SuiteContext context) {
            throw new IllegalStateException("not today");
          }
        };
    BenchmarkResult result = Benchmark.builder().suite(broken).suite(good("good")).run();
    assertThat(result.scenarios())
        .extracting(ScenarioResult::outcome)
        .containsExactly(Outcome.FAILED, Outcome.COMPLETED);
    assertThat(result.scenarios().get(0).reason().orElseThrow()).contains("not today");
  }

  @Test
  void scenarios_get_the_profile_the_seed_and_their_iterations() {
    AtomicInteger runs = new AtomicInteger();
    AtomicReference<Profile> asked = new AtomicReference<>();
    AtomicReference<Long> seed = new AtomicReference<>();
    Suite suite =
        new Suite() {
          @Override
          public String name() {
            return "mine";
          }

          @Override
          public List<Scenario> scenarios(SuiteContext plan) {
            asked.set(plan.profile());
            return List.of(
                new Simple(
                    "one",
                    (context, recorder) -> {
                      seed.set(context.seed());
                      recorder.record(METRIC, runs.incrementAndGet());
                      recorder.row(Row.builder("mine").column("run", runs.get()).build());
                    }));
          }
        };
    BenchmarkResult result =
        Benchmark.builder()
            .suite(suite)
            .profile(Profile.QUICK)
            .seed(99)
            .warmups(2)
            .iterations(3)
            .run();
    assertThat(asked.get()).isEqualTo(Profile.QUICK);
    assertThat(seed.get()).isEqualTo(99);
    ScenarioResult scenario = result.scenario("one").orElseThrow();
    assertThat(scenario.metric(METRIC).orElseThrow().count()).isEqualTo(3);
    assertThat(scenario.metric(METRIC).orElseThrow().min()).isEqualTo(3);
    assertThat(scenario.rows("mine")).hasSize(3);
    assertThat(result.config()).containsEntry("seed", 99L).containsEntry("warmups", 2L);
  }

  /** Says itself how often it runs, and writes down what is called. */
  private record Repeating(List<String> calls) implements Suite {
    @Override
    public String name() {
      return "repeating";
    }

    @Override
    public List<Scenario> scenarios(SuiteContext context) {
      return Stream.of("one", "two").<Scenario>map(name -> new Traced(name, calls)).toList();
    }

    @Override
    public int warmups(Profile profile) {
      return 1;
    }

    @Override
    public int iterations(Profile profile) {
      return profile == Profile.QUICK ? 1 : 2;
    }
  }

  private record Traced(String name, List<String> calls) implements Scenario {
    @Override
    public Trial open(ScenarioContext context) {
      return new Trial() {
        @Override
        public void warmUp(Recorder discarding) {
          context.qualify(Outcome.SATURATED, "cold");
          calls.add(name + " warm-up");
        }

        @Override
        public void iterate(Recorder recorder) {
          calls.add(name + " iteration");
        }

        @Override
        public void conclude(Recorder recorder) {
          calls.add(name + " conclusion");
          recorder.record(METRIC, 1);
        }
      };
    }
  }

  @Test
  void a_suite_says_how_often_it_runs_unless_the_run_does() {
    List<String> calls = new ArrayList<>();
    BenchmarkResult result = Benchmark.builder().suite(new Repeating(calls)).scenarios("one").run();
    assertThat(calls)
        .containsExactly("one warm-up", "one iteration", "one iteration", "one conclusion");
    assertThat(result.config())
        .containsEntry("warmups", 1L)
        .containsEntry("iterations", 2L)
        .containsEntry("scenarios", List.of("one"));
    assertThat(result.scenarios())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.outcome()).as("a warm-up's").isEqualTo(Outcome.COMPLETED);
              assertThat(one.metric(METRIC)).isPresent();
            });
    calls.clear();
    Benchmark.builder().suite(new Repeating(calls)).scenarios("two").warmups(0).iterations(1).run();
    assertThat(calls).containsExactly("two iteration", "two conclusion");
  }

  @Test
  void a_scenario_that_no_suite_has_is_a_mistake_that_names_those_there_are() {
    List<String> calls = new ArrayList<>();
    assertThatThrownBy(
            () -> Benchmark.builder().suite(new Repeating(calls)).scenarios("onn", "two").run())
        .isInstanceOf(InvalidConfigException.class)
        .hasMessage("unknown scenario 'onn'; did you mean 'one'? The suites have: one, two");
    assertThat(calls).isEmpty();
  }

  @Test
  void a_host_suite_beside_a_federated_run() {
    BenchmarkResult result =
        Benchmark.builder().clients(2).noProofs().transport("inprocess").suite(good("mine")).run();
    assertThat(result.scenarios())
        .extracting(ScenarioResult::suite)
        .containsExactly("federated", "mine");
    assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
  }

  @Test
  void the_configuration_of_a_sweep_has_all_values_and_every_point() {
    Map<String, Object> config =
        Benchmark.builder()
            .clients(1)
            .noProofs()
            .sweep("clients", 1, 2)
            .sweep("signatures", true, false)
            .parallelism(1)
            .transport("inprocess")
            .run()
            .config();
    assertThat(config)
        .containsEntry("clients", List.of(1L, 2L))
        .containsEntry("signatures", List.of(true, false))
        .containsEntry("parallelism", 1L)
        .containsEntry("targets", List.of(0.8, 0.9, 0.95));
    assertThat(config.get("sweep"))
        .isEqualTo(
            List.of(
                Map.of("clients", 1L, "signatures", true),
                Map.of("clients", 1L, "signatures", false),
                Map.of("clients", 2L, "signatures", true),
                Map.of("clients", 2L, "signatures", false)));
  }

  @Test
  void options_that_follow_from_a_swept_one_are_told_with_it() {
    Map<String, Object> config =
        Benchmark.builder()
            .clients(1)
            .noProofs()
            .sweep("clients", 1, 300)
            .signatures(false)
            .transport("inprocess")
            .run()
            .config();
    assertThat(config.get("connections")).isEqualTo(List.of("per_client", "shared"));
    assertThat(((List<?>) config.get("sweep")).get(0))
        .isEqualTo(Map.of("clients", 1L, "parallelism", 1L, "connections", "per_client"));
  }

  @Test
  void without_a_sweep_the_configuration_has_none() {
    Map<String, Object> config =
        Benchmark.builder()
            .clients(2)
            .noProofs()
            .sweep("clients", 1)
            .transport("inprocess")
            .run()
            .config();
    assertThat(config).containsEntry("clients", 1L).doesNotContainKey("sweep");
  }

  @Test
  void scenarios_that_no_report_can_tell_apart_are_warned_of() {
    BenchmarkResult result =
        Benchmark.builder().suite(good("same")).suite(good("same")).suite(good("other")).run();
    assertThat(result.successful()).isEqualTo(3);
    assertThat(result.warnings())
        .singleElement()
        .asString()
        .startsWith("two scenarios are same/same:");
  }

  // --- cancellation

  @Test
  void a_cancelled_scenario_is_told_and_later_ones_are_skipped() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch told = new CountDownLatch(1);
    BenchmarkHandle handle =
        Benchmark.builder()
            .suite(
                suite(
                    "long",
                    (context, recorder) -> {
                      recorder.record(METRIC, 1);
                      context.onCancel(told::countDown);
                      begun.countDown();
                      told.await();
                      assertThat(context.cancelled()).isTrue();
                      context.onCancel(() -> recorder.record(METRIC, 2)); // at once
                    }))
            .suite(good("later"))
            .start();
    begun.await();
    assertThat(handle.isDone()).isFalse();
    handle.cancel();
    BenchmarkResult result = handle.result();
    assertThat(result.outcome()).isEqualTo(Outcome.CANCELLED);
    assertThat(result.scenarios())
        .extracting(ScenarioResult::outcome)
        .containsExactly(Outcome.CANCELLED, Outcome.SKIPPED);
    assertThat(result.scenarios().get(0).metric(METRIC).orElseThrow().count()).isEqualTo(2);
  }

  @Test
  void a_wait_for_the_result_that_is_interrupted_leaves_the_run_alone() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    BenchmarkHandle handle =
        Benchmark.builder().suite(suite("slow", (c, r) -> release.await())).start();
    Thread.currentThread().interrupt();
    assertThatThrownBy(handle::result).isInstanceOf(InterruptedException.class);
    release.countDown();
    assertThat(handle.result().outcome()).isEqualTo(Outcome.COMPLETED);
  }

  // --- listeners and reporters

  @Test
  void events_come_in_order() {
    List<String> events = new ArrayList<>();
    Benchmark.builder()
        .suite(
            suite(
                "one",
                (context, recorder) -> {
                  context.progress(1, 1, "steps");
                  context.warn("careful");
                  context.warn("careful");
                }))
        .suite(good("two"))
        .listener(event -> events.add(event.getClass().getSimpleName()))
        .run();
    assertThat(events)
        .containsExactly(
            "RunStarted",
            "ScenarioStarted",
            "Progress",
            "Warning",
            "ScenarioFinished",
            "ScenarioStarted",
            "ScenarioFinished",
            "RunFinished");
  }

  @Test
  void a_listener_that_throws_becomes_a_warning_and_hears_no_more() {
    for (Throwable thrown :
        List.of(new IllegalStateException("deaf"), new AssertionError("deaf"))) {
      AtomicInteger heard = new AtomicInteger();
      List<BenchmarkEvent> others = new ArrayList<>();
      BenchmarkResult result =
          Benchmark.builder()
              .clients(3)
              .noProofs()
              .transport("inprocess")
              .listener(
                  event -> {
                    if (event instanceof BenchmarkEvent.Progress) {
                      heard.incrementAndGet();
                      if (thrown instanceof Error error) {
                        throw error;
                      }
                      throw (RuntimeException) thrown;
                    }
                  })
              .listener(others::add)
              .run();
      assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
      assertThat(result.clientRows()).hasSize(3).allMatch(row -> row.succeeded());
      assertThat(heard.get()).isEqualTo(1);
      assertThat(result.warnings())
          .containsExactly("a listener broke and hears no more: " + thrown);
      assertThat(others.stream().filter(BenchmarkEvent.Progress.class::isInstance)).hasSize(3);
      assertThat(others.stream().filter(BenchmarkEvent.Warning.class::isInstance)).hasSize(1);
    }
  }

  /** Fails at one of its four moments. */
  private record Fragile(String moment, List<String> log) implements Reporter {
    @Override
    public String name() {
      return "fragile " + moment;
    }

    @Override
    public RowSink rows(Plan plan) throws IOException {
      at("rows");
      return new RowSink() {
        @Override
        public void accept(int scenario, Row row) throws IOException {
          at("accept");
        }

        @Override
        public void close() throws IOException {
          at("close");
        }
      };
    }

    @Override
    public void report(BenchmarkResult result) throws IOException {
      at("report");
    }

    private void at(String now) throws IOException {
      log.add(now);
      if (now.equals(moment)) {
        throw new IOException("full");
      }
    }
  }

  @Test
  void a_reporter_that_fails_becomes_a_warning_and_the_others_report() {
    for (String moment : List.of("rows", "accept", "close", "report")) {
      List<String> badLog = new ArrayList<>();
      List<String> goodLog = new ArrayList<>();
      BenchmarkResult result =
          Benchmark.builder()
              .clients(2)
              .noProofs()
              .transport("inprocess")
              .reporter(new Fragile(moment, badLog))
              .reporter(new Fragile("never", goodLog))
              .run();
      assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
      assertThat(result.warnings())
          .containsExactly(
              "the report fragile %s failed: java.io.IOException: full".formatted(moment));
      int rows = result.scenarios().get(0).rows().size();
      assertThat(goodLog.stream().filter("accept"::equals)).hasSize(rows);
      assertThat(goodLog).startsWith("rows").endsWith("close", "report");
      switch (moment) {
        case "rows" -> assertThat(badLog).containsExactly("rows");
        case "accept" -> assertThat(badLog).containsExactly("rows", "accept", "close");
        case "close" -> assertThat(badLog).endsWith("close").doesNotContain("report");
        default -> assertThat(badLog).endsWith("close", "report");
      }
    }
  }

  @Test
  void equal_reporters_are_two_reporters() {
    List<String> log = new ArrayList<>();
    Reporter reporter = new Fragile("never", log);
    Benchmark.builder().suite(good("one")).reporter(reporter).reporter(reporter).run();
    assertThat(log).containsExactly("rows", "rows", "close", "report", "close", "report");
  }

  @Test
  void warnings_are_bounded() {
    BenchmarkResult result =
        Benchmark.builder()
            .suite(
                suite(
                    "noisy",
                    (context, recorder) -> {
                      for (int i = 0; i < 100_000; i++) {
                        context.warn("complaint " + i);
                      }
                      context.warn("complaint 0");
                    }))
            .run();
    assertThat(result.warnings())
        .hasSize(Announcer.MAX_WARNINGS + 1)
        .contains("complaint 0", "complaint 99", "99900 more warnings were left out");
  }

  @Test
  void a_scenario_that_ran_to_its_end_may_say_what_its_figures_are_worth() {
    BenchmarkResult result =
        run(
            (context, recorder) -> {
              recorder.record(METRIC, 1);
              context.qualify(Outcome.GENERATOR_LIMITED, "late");
              context.qualify(Outcome.SATURATED, "99 of 100 a second");
            });
    ScenarioResult scenario = result.scenarios().get(0);
    assertThat(scenario.outcome()).isEqualTo(Outcome.GENERATOR_LIMITED);
    assertThat(scenario.reason()).contains("late");
    assertThat(scenario.metric(METRIC)).isPresent();
    assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
  }

  @Test
  void a_leak_fails_the_run() {
    BenchmarkResult result =
        run((context, recorder) -> context.qualify(Outcome.LEAK, "2 threads are left"));
    assertThat(result.scenarios().get(0).outcome()).isEqualTo(Outcome.LEAK);
    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
  }

  @Test
  void a_scenario_cannot_call_itself_failed_and_go_on() {
    BenchmarkResult result =
        run((context, recorder) -> context.qualify(Outcome.FAILED, "so it is"));
    assertThat(result.scenarios().get(0).reason().orElseThrow()).contains("expected SATURATED");
  }

  private static BenchmarkResult run(Work work) {
    return Benchmark.builder().suite(suite("own", work)).run();
  }
}
