package dev.fedbench.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.fedbench.metric.Metric;
import dev.fedbench.rpc.Transport;
import dev.fedbench.suite.Profile;
import dev.fedbench.suite.Scenario;
import dev.fedbench.suite.ScenarioSkippedException;
import dev.fedbench.suite.Suite;
import dev.fedbench.suite.SuiteContext;
import dev.fedbench.suite.Trial;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every {@link Suite} does. A test class passes it:
 *
 * <pre>{@code
 * class MySuiteTest implements SuiteContract {
 *   @Override
 *   public Suite suite() {
 *     return new MySuite();
 *   }
 *
 *   @Override
 *   public Set<Metric> metrics() {
 *     return Set.of(MySuite.LATENCY, MySuite.BYTES);
 *   }
 * }
 * }</pre>
 *
 * <p>All scenarios of one profile, QUICK unless said, really run. Scenarios that are skipped here
 * pass.
 */
public interface SuiteContract {

  /** The suite under test; once for each test. */
  Suite suite();

  /** All that its scenarios record: what its documentation defines. */
  Set<Metric> metrics();

  /** Those among them that a run need not yield here. */
  default Set<Metric> optionalMetrics() {
    return Set.of();
  }

  /** The profile whose scenarios are run. */
  default Profile profile() {
    return Profile.QUICK;
  }

  /** The transport that the run names. */
  default Optional<Transport> transport() {
    return Optional.empty();
  }

  @Test
  default void has_a_name_that_users_can_type() {
    assertThat(suite().name()).matches("[a-z0-9-]+");
  }

  @ParameterizedTest
  @EnumSource
  default void lists_scenarios_of_different_names_or_parameters_and_starts_nothing(
      Profile profile) {
    Suite suite = suite();
    Set<Thread> before = Stage.lastingThreads();
    List<String> listed = names(scenarios(suite, profile));
    assertThat(listed).isNotEmpty().doesNotHaveDuplicates();
    assertThat(names(scenarios(suite, profile))).as("listed again").isEqualTo(listed);
    assertThat(Stage.lastingThreads()).as("threads after listing").isSubsetOf(before);
  }

  @Test
  default void metrics_have_names_of_their_own() {
    assertThat(metrics()).isNotEmpty().extracting(Metric::name).doesNotHaveDuplicates();
    assertThat(metrics()).containsAll(optionalMetrics());
  }

  @Test
  default void a_dry_run_opens_and_closes_each_scenario_twice_and_leaves_no_thread()
      throws Exception {
    Set<Thread> before = Stage.lastingThreads();
    for (Scenario scenario : scenarios(suite(), profile())) {
      for (int time = 0; time < 2; time++) {
        Optional<Trial> opened = open(scenario, new Stage(false));
        if (opened.isPresent()) {
          opened.get().close();
          assertThatCode(opened.get()::close).as("closing again").doesNotThrowAnyException();
        }
      }
    }
    Patience.until(
        "no thread is left that keeps the JVM alive",
        () -> before.containsAll(Stage.lastingThreads()));
  }

  @Test
  default void a_run_yields_every_metric_that_is_declared_and_no_other() throws Exception {
    Set<Metric> recorded = new HashSet<>();
    boolean skipped = false;
    for (Scenario scenario : scenarios(suite(), profile())) {
      Optional<Trial> opened = open(scenario, new Stage(false));
      if (opened.isEmpty()) {
        skipped = true;
        continue;
      }
      Tape tape = new Tape();
      try (Trial trial = opened.get()) {
        trial.warmUp(new Tape());
        trial.iterate(tape);
        trial.conclude(tape);
      }
      assertThat(tape.isEmpty()).as("%s recorded nothing", scenario.name()).isFalse();
      recorded.addAll(tape.metrics());
    }
    assertThat(metrics()).as("declared metrics").containsAll(recorded);
    if (!skipped) {
      Set<Metric> expected = new HashSet<>(metrics());
      expected.removeAll(optionalMetrics());
      assertThat(recorded).as("recorded metrics").containsAll(expected);
    }
  }

  @Test
  default void a_cancelled_run_ends() throws Exception {
    for (Scenario scenario : scenarios(suite(), profile())) {
      assertTimeoutPreemptively(Patience.LIMIT, () -> runCancelled(scenario), scenario::name);
    }
  }

  private static void runCancelled(Scenario scenario) throws Exception {
    Optional<Trial> opened = open(scenario, new Stage(true));
    if (opened.isPresent()) {
      try (Trial trial = opened.get()) {
        trial.iterate(new Tape());
      }
    }
  }

  private List<Scenario> scenarios(Suite suite, Profile profile) {
    Optional<Transport> transport = transport();
    return suite.scenarios(
        new SuiteContext() {
          @Override
          public Profile profile() {
            return profile;
          }

          @Override
          public long seed() {
            return Stage.SEED;
          }

          @Override
          public Optional<Transport> transport() {
            return transport;
          }
        });
  }

  private static List<String> names(List<Scenario> scenarios) {
    return scenarios.stream()
        .map(scenario -> scenario.name() + " " + new TreeMap<>(scenario.parameters()))
        .toList();
  }

  /** Empty if the scenario cannot be measured here, and says why. */
  private static Optional<Trial> open(Scenario scenario, Stage stage) throws Exception {
    try {
      return Optional.of(scenario.open(stage));
    } catch (ScenarioSkippedException e) {
      assertThat(e.getMessage()).as("why %s is skipped", scenario.name()).isNotBlank();
      return Optional.empty();
    }
  }
}
