package dev.fedbench.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.metric.Metric;
import dev.fedbench.metric.Recorder;
import dev.fedbench.metric.Row;
import dev.fedbench.suite.Profile;
import dev.fedbench.suite.Scenario;
import dev.fedbench.suite.ScenarioContext;
import dev.fedbench.suite.ScenarioSkippedException;
import dev.fedbench.suite.Suite;
import dev.fedbench.suite.SuiteContext;
import dev.fedbench.suite.Trial;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A suite that keeps the contract passes, and each that breaks a part of it fails there. */
class SuiteContractTest implements SuiteContract {

  private static final Metric DECLARED = Metric.count("declared");
  private static final Metric OTHER = Metric.count("other");

  private record Simple(String name, Map<String, String> parameters, Trial trial)
      implements Scenario {
    @Override
    public Trial open(ScenarioContext context) throws ScenarioSkippedException {
      return trial;
    }
  }

  private record Named(String name, Function<SuiteContext, List<Scenario>> listed)
      implements Suite {
    @Override
    public List<Scenario> scenarios(SuiteContext context) {
      return listed.apply(context);
    }
  }

  private static Scenario scenario(String name, Trial trial) {
    return new Simple(name, Map.of(), trial);
  }

  private static Trial recording(Metric... metrics) {
    return recorder -> List.of(metrics).forEach(metric -> recorder.record(metric, 1));
  }

  private static SuiteContract listing(Function<SuiteContext, List<Scenario>> listed) {
    return new SuiteContract() {
      @Override
      public Suite suite() {
        return new Named("named", listed);
      }

      @Override
      public Set<Metric> metrics() {
        return Set.of(DECLARED);
      }
    };
  }

  private static SuiteContract measuring(Trial trial) {
    return listing(context -> List.of(scenario("one", trial)));
  }

  /** What a test of the contract does. */
  private interface Check {
    void of(SuiteContract contract) throws Exception;
  }

  private static void assertFails(Check check, SuiteContract contract, String why) {
    assertThatThrownBy(() -> check.of(contract)).hasMessageContaining(why);
  }

  private static final Check LISTS =
      contract ->
          contract.lists_scenarios_of_different_names_or_parameters_and_starts_nothing(
              Profile.QUICK);

  @Override
  public Suite suite() {
    return new Named(
        "good",
        context ->
            List.of(
                scenario("one", recording(DECLARED)),
                new Simple("one", Map.of("size", "2"), recording(DECLARED))));
  }

  @Override
  public Set<Metric> metrics() {
    return Set.of(DECLARED, OTHER);
  }

  @Override
  public Set<Metric> optionalMetrics() {
    return Set.of(OTHER);
  }

  @Test
  void two_scenarios_of_one_name_and_the_same_parameters_are_found() {
    Scenario twice = scenario("twice", recording(DECLARED));
    assertFails(LISTS, listing(context -> List.of(twice, twice)), "twice");
  }

  @Test
  void no_scenarios_are_found() {
    assertFails(LISTS, listing(context -> List.of()), "not to be empty");
  }

  @Test
  void scenarios_that_vary_are_found() {
    AtomicInteger calls = new AtomicInteger();
    assertFails(
        LISTS,
        listing(
            context -> List.of(scenario("call-" + calls.incrementAndGet(), recording(DECLARED)))),
        "listed again");
  }

  @Test
  void a_thread_that_listing_starts_is_found() throws Exception {
    Thread waiting = new Thread(SuiteContractTest::sleep, "started-by-listing");
    try {
      assertFails(
          LISTS,
          listing(
              context -> {
                if (waiting.getState() == Thread.State.NEW) {
                  waiting.start();
                }
                return List.of(scenario("one", recording(DECLARED)));
              }),
          "started-by-listing");
    } finally {
      waiting.interrupt();
      waiting.join();
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(Patience.LIMIT.toMillis());
    } catch (InterruptedException e) {
      // the test is over
    }
  }

  @Test
  void a_name_that_nobody_can_type_is_found() {
    SuiteContract contract = measuring(recording(DECLARED));
    contract.has_a_name_that_users_can_type();
    assertFails(
        SuiteContract::has_a_name_that_users_can_type,
        new SuiteContract() {
          @Override
          public Suite suite() {
            return new Named("My Suite", context -> List.of());
          }

          @Override
          public Set<Metric> metrics() {
            return Set.of(DECLARED);
          }
        },
        "My Suite");
  }

  @Test
  void a_metric_that_nobody_declared_is_found() {
    assertFails(
        SuiteContract::a_run_yields_every_metric_that_is_declared_and_no_other,
        measuring(recording(DECLARED, OTHER)),
        "declared metrics");
  }

  @Test
  void a_metric_that_is_not_recorded_is_found() {
    assertFails(
        SuiteContract::a_run_yields_every_metric_that_is_declared_and_no_other,
        measuring(recorder -> recorder.row(Row.builder("row").column("a", 1L).build())),
        "recorded metrics");
    assertFails(
        SuiteContract::a_run_yields_every_metric_that_is_declared_and_no_other,
        measuring(recording()),
        "one recorded nothing");
  }

  @Test
  void a_value_that_is_not_finite_is_found() {
    assertFails(
        SuiteContract::a_run_yields_every_metric_that_is_declared_and_no_other,
        measuring(recorder -> recorder.record(DECLARED, Double.NaN)),
        "declared: NaN");
  }

  @Test
  void a_trial_that_cannot_be_closed_twice_is_found() {
    assertFails(
        SuiteContract::a_dry_run_opens_and_closes_each_scenario_twice_and_leaves_no_thread,
        measuring(
            new Trial() {
              private boolean closed;

              @Override
              public void iterate(Recorder recorder) {}

              @Override
              public void close() throws IOException {
                if (closed) {
                  throw new IOException("closed already");
                }
                closed = true;
              }
            }),
        "closed already");
  }

  @Test
  void what_is_skipped_with_a_reason_passes_and_without_one_does_not() throws Exception {
    SuiteContract reasoned = listing(context -> List.of(new Skipped("no such device here")));
    reasoned.a_run_yields_every_metric_that_is_declared_and_no_other();
    reasoned.a_dry_run_opens_and_closes_each_scenario_twice_and_leaves_no_thread();
    assertFails(
        SuiteContract::a_run_yields_every_metric_that_is_declared_and_no_other,
        listing(context -> List.of(new Skipped(" "))),
        "why skipped is skipped");
  }

  private record Skipped(String reason) implements Scenario {
    @Override
    public String name() {
      return "skipped";
    }

    @Override
    public Trial open(ScenarioContext context) throws ScenarioSkippedException {
      throw new ScenarioSkippedException(reason);
    }
  }

  @Test
  void a_cancelled_run_is_told_at_once() throws Exception {
    AtomicInteger told = new AtomicInteger();
    Scenario scenario =
        new Scenario() {
          @Override
          public String name() {
            return "listening";
          }

          @Override
          public Trial open(ScenarioContext context) {
            assertThat(context.cancelled()).isTrue();
            context.onCancel(told::incrementAndGet);
            return recording(DECLARED);
          }
        };
    listing(context -> List.of(scenario)).a_cancelled_run_ends();
    assertThat(told).hasValue(1);
  }
}
