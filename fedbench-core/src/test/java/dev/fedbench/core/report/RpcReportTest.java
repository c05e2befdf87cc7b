package dev.fedbench.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.result.Outcome;
import dev.fedbench.result.ScenarioResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RpcReportTest {

  private static final ConsoleStyle ASCII = new ConsoleStyle(false, false, ConsoleStyle.UNBOUNDED);

  private static String text(ScenarioResult... scenarios) {
    return TextReport.render(Results.result(List.of(scenarios), List.of()), ASCII);
  }

  @Test
  void the_look_is_sealed() throws IOException {
    ConsoleStyle boxes = new ConsoleStyle(false, true, ConsoleStyle.UNBOUNDED);
    Golden.assertSame("console-rpc.txt", TextReport.render(RpcResults.sideBySide(), boxes));
    Golden.assertSame(
        "console-rpc-80.txt",
        TextReport.render(RpcResults.sideBySide(), new ConsoleStyle(false, true, 80)));
  }

  @Test
  void the_format_is_sealed(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("report.json");
    new JsonReporter(file).report(RpcResults.sideBySide());
    Golden.assertSame("rpc.json", Files.readString(file));
  }

  @ParameterizedTest
  @CsvSource({
    "COMPLETED, 0, OK",
    "COMPLETED, 1, WARN",
    "COMPLETED, 50, WARN",
    "COMPLETED, 51, FAIL",
    "COMPLETED, 1000, FAIL",
    "LEAK, 0, LEAK",
    "LEAK, 1000, LEAK",
    "FAILED, 0, FAIL",
    "SATURATED, 0, SATURATED",
    "GENERATOR_LIMITED, 0, GENERATOR LIMITED",
    "CANCELLED, 0, CANCELLED",
    "SKIPPED, 0, SKIPPED",
  })
  void the_status_depends_on_outcome_and_failures(Outcome outcome, long failures, String expected) {
    ScenarioResult scenario = RpcResults.failing(outcome, failures);
    assertThat(RpcStatus.of(scenario).text()).isEqualTo(expected);
    assertThat(text(scenario)).contains("| " + expected);
  }

  @Test
  void a_scenario_that_measured_nothing_is_a_failure() {
    ScenarioResult empty =
        new ScenarioResult(
            "rpc",
            "throughput",
            Map.of("test", "payload", "transport", "http"),
            Outcome.COMPLETED,
            Optional.empty(),
            Results.START,
            Duration.ZERO,
            List.of(),
            List.of(),
            0);
    assertThat(RpcStatus.of(empty)).isEqualTo(RpcStatus.FAIL);
    assertThat(text(empty)).contains("| FAIL");
  }

  @Test
  void percentiles_of_an_overload_are_not_shown() {
    List<String> lines =
        text(RpcResults.failing(Outcome.SATURATED, 0))
            .lines()
            .filter(line -> line.matches("\\| http +\\| SATURATED \\|.*"))
            .toList();
    assertThat(lines).singleElement().asString().contains("1000/s").doesNotContain("2.000ms");
    assertThat(text(RpcResults.failing(Outcome.COMPLETED, 0))).contains("2.000ms");
  }

  @Test
  void a_reason_says_where() {
    assertThat(text(RpcResults.failing(Outcome.LEAK, 0)))
        .contains("transport=http: LEAK: for a reason");
  }
}
