package dev.fedbench.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.metric.Row;
import dev.fedbench.result.BenchmarkResult;
import dev.fedbench.result.ClientRow;
import dev.fedbench.result.Outcome;
import dev.fedbench.result.ResultRenderer;
import dev.fedbench.result.RoundRow;
import dev.fedbench.result.ScenarioResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextReportTest {

  private static final ConsoleStyle BOXES = new ConsoleStyle(false, true, ConsoleStyle.UNBOUNDED);
  private static final ConsoleStyle ASCII = new ConsoleStyle(false, false, ConsoleStyle.UNBOUNDED);

  @Test
  void the_look_is_sealed() throws IOException {
    Golden.assertSame("console.txt", TextReport.render(Results.full(), BOXES));
    Golden.assertSame(
        "console-80.txt", TextReport.render(Results.full(), new ConsoleStyle(false, true, 80)));
    Golden.assertSame("console-ascii.txt", TextReport.render(Results.onePass(), ASCII));
  }

  @Test
  void ascii_means_ascii() {
    assertThat(TextReport.render(Results.full(), ASCII)).isASCII();
  }

  @Test
  void colours_are_the_only_difference_that_colours_make() {
    String coloured = TextReport.render(Results.full(), new ConsoleStyle(true, true, 80));
    assertThat(coloured).contains("\u001b[32maccepted\u001b[0m", "\u001b[31mfailed");
    assertThat(coloured.replaceAll("\u001b\\[\\d*m", ""))
        .isEqualTo(TextReport.render(Results.full(), new ConsoleStyle(false, true, 80)));
    assertThat(TextReport.render(Results.full(), BOXES)).doesNotContain("\u001b");
  }

  @Test
  void cells_are_the_reports_figures_to_four_decimals() {
    String text = TextReport.render(Results.onePass(), ASCII);
    for (ClientRow row : Results.onePass().clientRows()) {
      if (row.succeeded()) {
        String line =
            String.format(
                Locale.ROOT,
                "| %s | %9.4f | %8s | %9.4f | %9.4f | %s",
                row.client(),
                row.phases().training().orElseThrow(),
                "-",
                row.phases().submission().orElseThrow(),
                row.phases().total().orElseThrow(),
                row.status().name().toLowerCase(Locale.ROOT));
        assertThat(text.replaceAll(" +", " ")).contains(line.replaceAll(" +", " "));
      }
    }
    assertThat(text.replaceAll(" +", " "))
        .contains(
            "| Total Clients | 5 |",
            "| Successful Clients | 4 (80%) |",
            "| Clients Triggering Aggregation | 1 |",
            "| Circuit Type | None |",
            "| MPC Server Used | No |",
            "| Avg. Training Time | 0.0047s |",
            "| Avg. Proof Time | - |",
            "| Avg. Submission Time | 0.0081s |",
            "| Avg. Total Client Time | 0.0128s |",
            "| Total Benchmark Duration | 0.2485s |");
  }

  @Test
  void a_summary_of_unlike_scenarios_says_so_and_has_no_averages() {
    assertThat(TextReport.render(Results.full(), ASCII))
        .contains("Summary of 3 federated scenarios", "Total Clients")
        .doesNotContain("Avg.");
    assertThat(TextReport.render(Results.onePass(), ASCII))
        .contains("\nSummary\n", "Avg. Training Time", "Avg. Proof Time");
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 60, 80, 120})
  void lines_fit_the_terminal_where_they_can(int width) {
    String text = TextReport.render(Results.full(), new ConsoleStyle(false, true, width));
    int least = 59; // text can be cut to 6 columns, and the traffic table has four of it
    assertThat(text.lines().filter(line -> line.matches("[┏┃┡│└!].*")))
        .isNotEmpty()
        .allSatisfy(
            line -> assertThat(Text.width(line)).isLessThanOrEqualTo(Math.max(width, least)));
  }

  @Test
  void every_line_of_a_table_is_as_wide_as_its_frame() {
    List<Row> rows = new ArrayList<>();
    rows.add(named("naïve"));
    rows.add(named("東京-1"));
    rows.add(named("e\u0301"));
    rows.add(named("x".repeat(100)));
    String text = TextReport.render(of(rows, 0), BOXES);
    List<Integer> widths =
        text.lines()
            .filter(line -> line.matches("[┏┃┡│└].*"))
            .takeWhile(line -> !line.contains("Metric"))
            .limit(7)
            .map(Text::width)
            .distinct()
            .toList();
    assertThat(widths).hasSize(1);
  }

  @Test
  void a_client_cannot_write_to_the_terminal() {
    String text = TextReport.render(of(List.of(named("\u001b[2Jevil\nnew\u0007\u202e")), 0), BOXES);
    assertThat(text).contains("?[2Jevil?new??").doesNotContain("\u001b", "\u0007", "\u202e");
  }

  @Test
  void traffic_that_both_sides_counted_is_one_line() {
    List<Row> rows =
        List.of(
            Results.traffic("coordinator", "received", "submit", 10, 2048),
            Results.traffic("coordinator", "sent", "submit", 10, 470),
            Results.traffic("coordinator", "received", "ack", 3, 141),
            Results.traffic("clients", "received", "submit", 10, 470),
            Results.traffic("clients", "sent", "submit", 10, 2048),
            Results.traffic("clients", "sent", "ack", 3, 141));
    assertThat(cells(rows))
        .containsExactly(
            "| Name | Kind | Direction | Messages | Bytes |",
            "| ack | function | to coordinator | 3 | 141B |",
            "| submit | function | to coordinator | 10 | 2048B |",
            "| submit | function | to clients | 10 | 470B |");
    assertThat(TextReport.render(of(rows, 0), ASCII)).doesNotContain("counted");
  }

  @Test
  void sides_that_counted_differently_are_said() {
    List<Row> rows =
        List.of(
            Results.traffic("coordinator", "received", "submit", 9, 1800),
            Results.traffic("clients", "sent", "submit", 10, 2000),
            Results.traffic("clients", "sent", "ack", 3, 141),
            Results.traffic("coordinator", "received", "join", 1, 100),
            Results.traffic("clients", "sent", "join", 1, 100));
    assertThat(cells(rows)).contains("| submit | function | to coordinator | 9 | 1800B |");
    assertThat(TextReport.render(of(rows, 0), ASCII))
        .contains(
            "ack function to coordinator: the coordinator counted 0 (0B), the clients 3 (141B)",
            "submit function to coordinator: the coordinator counted 9 (1800B), the clients 10 (2000B)")
        .doesNotContain("join function to coordinator:");
  }

  @Test
  void traffic_that_only_the_clients_could_count_differs_from_nothing() {
    List<Row> rows = List.of(Results.traffic("clients", "sent", "submit", 10, 2000));
    assertThat(cells(rows)).contains("| submit | function | to coordinator | 10 | 2000B |");
    assertThat(TextReport.render(of(rows, 0), ASCII)).doesNotContain("counted");
  }

  @Test
  void a_hosts_own_traffic_is_shown_as_it_is() {
    Row own = Row.builder("traffic").column("side", "left").column("cars", 7).build();
    assertThat(cells(List.of(own))).containsExactly("| Side | Cars |", "| left | 7 |");
  }

  @Test
  void rows_of_a_kind_with_other_columns_lose_none() {
    List<Row> rows =
        List.of(
            Row.builder("mine").column("z", 1).column("a", "x").build(),
            Row.builder("mine").column("a", "y").column("m", 2).build());
    assertThat(cells(rows)).containsExactly("| Z | A | M |", "| 1 | x | - |", "| - | y | 2 |");
  }

  @Test
  void what_is_the_same_at_all_points_is_said_once() {
    List<ScenarioResult> points =
        Stream.of("5", "10")
            .map(clients -> Map.of("clients", clients, "passes", "7"))
            .map(parameters -> scenario(parameters, List.of(), 0))
            .toList();
    assertThat(TextReport.render(Results.result(points, List.of()), ASCII))
        .contains("federated/run [clients=5] -", "federated/run [clients=10] -")
        .containsOnlyOnce("passes=7");
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 60, 80})
  void the_head_is_broken_between_its_items(int width) {
    String text = TextReport.render(Results.onePass(), new ConsoleStyle(false, true, width));
    assertThat(text).contains("8 processors", "Java 17.0.15", "Example CPU @ 2.50GHz");
    assertThat(text.lines().limit(6)).allMatch(line -> Text.width(line) <= width);
  }

  @Test
  void rounds_that_nobody_evaluated_show_no_loss() {
    RoundRow round =
        new RoundRow(
            1, 2, 3, 3, 0, true, 1, 1, OptionalDouble.empty(), OptionalDouble.empty(), 0, 0, 0);
    assertThat(cells(List.of(round)))
        .contains("| Round | Version | Accepted | Failed | Duration(s) |");
  }

  @Test
  void clients_are_shown_by_round_and_index() {
    List<Row> rows =
        List.of(
            Results.accepted(1, 2),
            Results.accepted(10, 1),
            Results.accepted(2, 1),
            Results.accepted(0, 2));
    assertThat(cells(rows).stream().skip(1).map(line -> line.substring(0, 16)))
        .containsExactly(
            "| client-2 | 1 |", "| client-10 | 1 ", "| client-0 | 2 |", "| client-1 | 2 |");
  }

  /** The lines of the first table of a report of these rows, without what makes them even. */
  private static List<String> cells(List<Row> rows) {
    return TextReport.render(of(rows, 0), ASCII)
        .lines()
        .dropWhile(line -> !line.startsWith("|"))
        .takeWhile(line -> line.startsWith("|") || line.startsWith("+"))
        .filter(line -> line.startsWith("|"))
        .map(line -> line.replaceAll(" +", " "))
        .toList();
  }

  @Test
  void fifty_clients_are_shown_and_the_rest_is_counted() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      rows.add(named("c" + i));
    }
    String text = TextReport.render(of(rows, 800), BOXES);
    assertThat(text).contains("│ c49 ", "… 150 more", "800 rows more").doesNotContain("│ c50 ");
  }

  @Test
  void a_run_of_nothing_is_a_report_too() {
    BenchmarkResult nothing = Results.result(List.of(), List.of());
    assertThat(TextReport.render(nothing, BOXES))
        .startsWith("fedbench 0.1.0 · completed in 5.123s");
  }

  @Test
  void the_service_renders_without_colours() {
    ResultRenderer renderer = ServiceLoader.load(ResultRenderer.class).findFirst().orElseThrow();
    assertThat(renderer.render(Results.full()))
        .contains("Total Benchmark Duration")
        .doesNotContain("\u001b");
  }

  @Test
  void the_reporter_prints_and_notices_a_broken_stream() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
    new ConsoleReporter(out, BOXES).report(Results.full());
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .isEqualTo(TextReport.render(Results.full(), BOXES));

    PrintStream broken =
        new PrintStream(
            new OutputStream() {
              @Override
              public void write(int b) throws IOException {
                throw new IOException("broken pipe");
              }
            });
    assertThatThrownBy(() -> new ConsoleReporter(broken, BOXES).report(Results.full()))
        .isInstanceOf(IOException.class);
  }

  private static ClientRow named(String client) {
    ClientRow row = Results.accepted(0, 1);
    return new ClientRow(
        client,
        0,
        1,
        row.timestamp(),
        row.status(),
        row.cause(),
        row.modelVersion(),
        row.examples(),
        row.phases(),
        row.proofSource());
  }

  private static BenchmarkResult of(List<Row> rows, long omitted) {
    return Results.result(List.of(scenario(Map.of(), rows, omitted)), List.of());
  }

  private static ScenarioResult scenario(
      Map<String, String> parameters, List<Row> rows, long omitted) {
    return new ScenarioResult(
        "federated",
        "run",
        parameters,
        Outcome.COMPLETED,
        Optional.empty(),
        Results.START,
        Duration.ofSeconds(1),
        List.of(),
        rows,
        omitted);
  }
}
