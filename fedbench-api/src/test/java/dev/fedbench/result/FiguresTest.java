package dev.fedbench.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.metric.Metric;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What nobody can have measured is no result. */
class FiguresTest {

  private static final OptionalDouble NONE = OptionalDouble.empty();
  private static final double NAN = Double.NaN;
  private static final double INFINITE = Double.POSITIVE_INFINITY;

  static Stream<Arguments> impossible() {
    return Stream.of(
        refused("round: 0", () -> round(0, 1, 0, 0, 0, NONE, NONE, 0)),
        refused("model version: -1", () -> round(1, -1, 0, 0, 0, NONE, NONE, 0)),
        refused("accepted: -1", () -> round(1, 1, -1, 0, 0, NONE, NONE, 0)),
        refused("elapsed: -1.0", () -> round(1, 1, 0, -1, 0, NONE, NONE, 0)),
        refused("elapsed: NaN", () -> round(1, 1, 0, NAN, 0, NONE, NONE, 0)),
        refused("duration: Infinity", () -> round(1, 1, 0, 0, INFINITE, NONE, NONE, 0)),
        refused("loss: NaN", () -> round(1, 1, 0, 0, 0, some(NAN), NONE, 0)),
        refused("accuracy: 1.5", () -> round(1, 1, 0, 0, 0, NONE, some(1.5), 0)),
        refused("bytes sent: -1", () -> round(1, 1, 0, 0, 0, NONE, NONE, -1)),
        refused("training: -1.0", () -> phases(some(-1))),
        refused("training: NaN", () -> phases(some(NAN))),
        refused("index: -1", () -> client(-1, 1, ClientStatus.ACCEPTED)),
        refused("round: -1", () -> client(0, -1, ClientStatus.ACCEPTED)),
        refused("model version 7", () -> client(0, 1, ClientStatus.FAILED)),
        refused("mean: NaN", () -> summary(NAN, 1, 1, NONE, 50, 1)),
        refused("min 2.0 above max 1.0", () -> summary(1, 2, 1, NONE, 50, 1)),
        refused("max: Infinity", () -> summary(1, 1, INFINITE, NONE, 50, 1)),
        refused("deviation -1.0", () -> summary(1, 1, 1, some(-1), 50, 1)),
        refused("deviation NaN", () -> summary(1, 1, 1, some(NAN), 50, 1)),
        refused("percentile 101.0", () -> summary(1, 1, 1, NONE, 101, 1)),
        refused("percentile 50.0: NaN", () -> summary(1, 1, 1, NONE, 50, NAN)),
        refused("iterations: 1", () -> new AcrossIterations(1, 1, 0, 1, 1, 0)),
        refused("mean over iterations: NaN", () -> new AcrossIterations(2, NAN, 0, 1, 1, 0)),
        refused("deviation NaN", () -> new AcrossIterations(2, 1, NAN, 1, 1, 0)),
        refused("interval: Infinity", () -> new AcrossIterations(2, 1, 0, 1, INFINITE, 0)),
        refused("1.5 to 2.0", () -> new AcrossIterations(2, 1, 0, 1.5, 2, 0)),
        refused("3 outliers of 2", () -> new AcrossIterations(2, 1, 0, 1, 1, 3)),
        refused("duration: PT-1S", () -> scenario(Duration.ofSeconds(-1), 0)),
        refused("rows omitted: -1", () -> scenario(Duration.ZERO, -1)),
        refused("duration: PT-1S", () -> result(Duration.ofSeconds(-1))),
        refused("processors: -1", () -> environment(-1)),
        refused("iterations: 0", () -> new PlannedScenario("s", "n", Map.of(), 0, 0)),
        refused("warm-ups: -1", () -> new PlannedScenario("s", "n", Map.of(), -1, 1)),
        refused("rounds: 0", () -> new ToAccuracy(0.9, 0, 1, 1)),
        refused("clients: -1", () -> new FederatedSummary(NONE, -1, 0, 0, NONE, NONE, NONE, NONE)));
  }

  private static Arguments refused(String named, Executable making) {
    return Arguments.of(named, making);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("impossible")
  void what_nobody_can_have_measured_is_refused_and_named(String named, Executable making) {
    assertThatThrownBy(making::execute)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(named);
  }

  @Test
  void the_least_and_the_most_are_results() {
    assertThatCode(
            () -> {
              round(1, 0, 0, 0, 0, some(-3), some(1), 0);
              phases(some(0));
              client(0, 0, ClientStatus.AGGREGATED);
              summary(-1, -1, -1, some(0), 100, -1);
              scenario(Duration.ZERO, 0);
              result(Duration.ZERO);
              environment(0);
            })
        .doesNotThrowAnyException();
  }

  @Test
  void bytes_of_a_file_that_exaggerates_do_not_turn_negative() {
    RoundRow round = round(1, 1, 1, 1, 1, NONE, some(0.9), Long.MAX_VALUE);
    assertThat(ToAccuracy.of(0.9, List.of(round, round)).orElseThrow().bytes())
        .isEqualTo(Long.MAX_VALUE);
  }

  private static OptionalDouble some(double value) {
    return OptionalDouble.of(value);
  }

  private static RoundRow round(
      int round,
      long version,
      int accepted,
      double elapsed,
      double duration,
      OptionalDouble loss,
      OptionalDouble accuracy,
      long bytesSent) {
    return new RoundRow(
        round, version, 1, accepted, 0, true, elapsed, duration, loss, accuracy, 1, 9, bytesSent);
  }

  private static Phases phases(OptionalDouble training) {
    return new Phases(training, NONE, NONE, NONE, NONE, NONE, NONE);
  }

  private static ClientRow client(int index, int round, ClientStatus status) {
    Optional<String> cause = status == ClientStatus.FAILED ? Optional.of("lost") : Optional.empty();
    return new ClientRow(
        "c",
        index,
        round,
        Instant.EPOCH,
        status,
        cause,
        OptionalLong.of(7),
        1,
        Phases.NONE,
        Optional.empty());
  }

  private static MetricSummary summary(
      double mean, double min, double max, OptionalDouble stddev, double percent, double value) {
    TreeMap<Double, Double> percentiles = new TreeMap<>(Map.of(percent, value));
    return new MetricSummary(Metric.seconds("m"), 1, mean, stddev, min, max, percentiles);
  }

  private static ScenarioResult scenario(Duration duration, long rowsOmitted) {
    return new ScenarioResult(
        "s",
        "n",
        Map.of(),
        Outcome.COMPLETED,
        Optional.empty(),
        Instant.EPOCH,
        duration,
        List.of(),
        List.of(),
        rowsOmitted);
  }

  private static BenchmarkResult result(Duration duration) {
    return new BenchmarkResult(
        UUID.randomUUID(),
        Instant.EPOCH,
        Outcome.COMPLETED,
        duration,
        Map.of(),
        environment(1),
        List.of(),
        List.of());
  }

  private static Environment environment(int processors) {
    return new Environment("os", "arch", "cpu", processors, 0, 0, "17", "vm", "0.1.0");
  }
}
