package dev.fedbench.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.result.Outcome;
import dev.fedbench.result.ScenarioResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StorageReportTest {

  private static final ConsoleStyle ASCII = new ConsoleStyle(false, false, ConsoleStyle.UNBOUNDED);

  private static String text(ScenarioResult... scenarios) {
    return TextReport.render(Results.result(List.of(scenarios), List.of()), ASCII);
  }

  @Test
  void the_look_is_sealed() throws IOException {
    ConsoleStyle boxes = new ConsoleStyle(false, true, ConsoleStyle.UNBOUNDED);
    Golden.assertSame("console-storage.txt", TextReport.render(StorageResults.everyKind(), boxes));
    Golden.assertSame(
        "console-storage-80.txt",
        TextReport.render(StorageResults.everyKind(), new ConsoleStyle(false, true, 80)));
  }

  @Test
  void the_format_is_sealed(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("report.json");
    new JsonReporter(file).report(StorageResults.everyKind());
    Golden.assertSame("storage.json", Files.readString(file));
  }

  @Test
  void ratio_bound_and_limit_stand_beside_each_other() {
    List<String> lines = TextReport.render(StorageResults.everyKind(), ASCII).lines().toList();
    assertThat(lines)
        .anyMatch(
            line ->
                line.matches(
                    "\\| similar +\\| OK +\\| +1\\.750 \\| +1\\.760 \\| +99\\.4% \\| +1\\.770 \\| +98\\.9% \\|.*"))
        .anyMatch(
            line ->
                line.matches(
                    "\\| checkpoints +\\| OK +\\| +1\\.500 \\| +1\\.250 \\| +120\\.0% \\| +- \\| +- \\|.*"));
  }

  @Test
  void of_several_times_the_median_is_shown() {
    assertThat(TextReport.render(StorageResults.everyKind(), ASCII))
        .containsPattern("\\| 1000000 +\\| OK +\\| 30\\.00ms \\|")
        .containsPattern("\\| 100 +\\| OK +\\| 8\\.000ms \\| 12\\.00ms \\|");
  }

  @ParameterizedTest
  @CsvSource({"SKIPPED", "FAILED", "CANCELLED", "LEAK", "INCORRECT"})
  void a_scenario_that_did_not_complete_says_why(Outcome outcome) {
    String text =
        text(
            StorageResults.ended(
                "scalability",
                Map.of("test", "model", "parameters", "1000"),
                outcome,
                "for a reason"));
    assertThat(text)
        .containsPattern("\\| 1000 +\\| " + outcome + " +\\|")
        .contains("parameters=1000, test=model: for a reason");
  }

  @Test
  void a_scenario_that_no_table_knows_is_shown_as_any_other() {
    assertThat(
            text(
                StorageResults.ended(
                    "weather", Map.of("test", "rain"), Outcome.FAILED, "for a reason")))
        .contains("storage/weather", "for a reason");
  }
}
