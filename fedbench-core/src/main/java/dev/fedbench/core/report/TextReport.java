package dev.fedbench.core.report;

import dev.fedbench.metric.FederatedMetrics;
import dev.fedbench.metric.Metric;
import dev.fedbench.metric.Row;
import dev.fedbench.metric.Unit;
import dev.fedbench.result.BenchmarkResult;
import dev.fedbench.result.ClientRow;
import dev.fedbench.result.Environment;
import dev.fedbench.result.MetricSummary;
import dev.fedbench.result.Outcome;
import dev.fedbench.result.ScenarioId;
import dev.fedbench.result.ScenarioResult;
import dev.fedbench.result.ToAccuracy;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A result as tables for people. Pure. */
final class TextReport {

  private static final int MOST_LINES = Page.MOST_LINES;

  private static final Set<Metric> PROOF_METRICS =
      Set.of(
          FederatedMetrics.KEY_SETUP,
          FederatedMetrics.KEY_LOADING,
          FederatedMetrics.FIRST_PROOF,
          FederatedMetrics.PROOF,
          FederatedMetrics.PROOF_CPU,
          FederatedMetrics.WITNESS,
          FederatedMetrics.WITNESS_CPU,
          FederatedMetrics.PROVE,
          FederatedMetrics.PROVE_CPU,
          FederatedMetrics.PROOF_VERIFICATION,
          FederatedMetrics.PROOF_VERIFICATION_CPU,
          FederatedMetrics.PROOF_BATCH,
          FederatedMetrics.PROOF_BYTES);

  private static final int MOST_CAUSES = 10;
  private static final int MOST_DIFFERENCES = 10;

  /** Rows come in the order of the answers, which looks like none. */
  private static final Comparator<ClientRow> BY_ROUND =
      Comparator.comparingInt(ClientRow::round).thenComparingInt(ClientRow::index);

  private final BenchmarkResult result;
  private final ConsoleStyle style;
  private final Page page;

  /** Suites and names of scenarios whose common parameters were shown. */
  private final Set<List<String>> introduced = new HashSet<>();

  /** Clients that may still be shown, over all scenarios. */
  private int clientsLeft = MOST_LINES;

  private TextReport(BenchmarkResult result, ConsoleStyle style) {
    this.result = result;
    this.style = style;
    this.page = new Page(style);
  }

  /** The tables, lines separated by {@code \n}. */
  static String render(BenchmarkResult result, ConsoleStyle style) {
    TextReport report = new TextReport(result, style);
    report.write();
    return report.page.toString();
  }

  private void write() {
    head();
    List<String> labels = result.labels();
    for (int i = 0; i < labels.size(); i++) {
      ScenarioResult scenario = result.scenarios().get(i);
      if (!RpcReport.covers(scenario) && !StorageReport.covers(scenario)) {
        scenario(labels.get(i), scenario);
      }
    }
    RpcReport.write(result, page);
    StorageReport.write(result, page);
    sweeps();
    long federated = result.scenarios().stream().filter(TextReport::isFederated).count();
    if (federated > 0) {
      page.title(
          federated == 1 ? "Summary" : "Summary of %d federated scenarios".formatted(federated));
      page.table(SummaryTable.of(result));
    }
    warnings();
  }

  private void head() {
    Environment where = result.environment();
    page.line(
        Tone.STRONG.paint("fedbench " + Text.clean(where.fedbenchVersion()), style)
            + page.separator()
            + ended(result.outcome(), result.duration()));
    Instant started = result.timestamp().truncatedTo(ChronoUnit.MILLIS);
    page.aside("started " + started + page.separator() + "id " + result.benchmarkId());
    items(
        where.os() + " " + where.arch(),
        where.cpu(),
        where.processors() + (where.processors() == 1 ? " processor" : " processors"),
        "Java " + where.javaVersion());
  }

  /** Items in lines, broken between them if they allow. */
  private void items(String... items) {
    String line = items[0];
    for (String item : List.of(items).subList(1, items.length)) {
      String longer = line + page.separator() + item;
      if (Text.width(longer) > style.width()) {
        page.aside(line);
        line = item;
      } else {
        line = longer;
      }
    }
    page.aside(line);
  }

  private void scenario(String label, ScenarioResult scenario) {
    page.blank();
    page.line(
        Tone.STRONG.paint(Text.clean(label), style)
            + page.separator()
            + ended(scenario.outcome(), scenario.duration()));
    common(scenario);
    scenario.reason().ifPresent(reason -> page.paragraph(Tone.WARNING, reason));
    List<ClientRow> clients = scenario.clientRows().stream().sorted(BY_ROUND).toList();
    page.table(clients, clientsLeft, ClientTable::of);
    clientsLeft = Math.max(0, clientsLeft - clients.size());
    failures(clients);
    page.table(scenario.roundRows(), MOST_LINES, RoundTable::of);
    toAccuracy(scenario);
    if (isFederated(scenario)) {
      proofs(scenario);
    } else {
      page.table(scenario.metrics(), MOST_LINES, metrics -> MetricTable.of(metrics, style));
    }
    otherRows(scenario).forEach(this::rows);
    if (scenario.rowsOmitted() > 0) {
      page.aside("%d rows more are in streamed reports only".formatted(scenario.rowsOmitted()));
    }
  }

  /**
   * The parameters that labels leave out, once: they are the same in all scenarios of that name.
   */
  private void common(ScenarioResult scenario) {
    if (!introduced.add(List.of(scenario.suite(), scenario.scenario()))) {
      return;
    }
    List<ScenarioId> all =
        result.scenarios().stream()
            .map(ScenarioResult::id)
            .filter(id -> id.suite().equals(scenario.suite()))
            .filter(id -> id.scenario().equals(scenario.scenario()))
            .toList();
    Map<String, String> common = new LinkedHashMap<>(scenario.parameters());
    common.keySet().removeAll(ScenarioId.varying(all));
    if (!common.isEmpty()) {
      String text = common.toString();
      page.aside(text.substring(1, text.length() - 1));
    }
  }

  /** What proving took, phase by phase, if anything was proved. */
  private void proofs(ScenarioResult scenario) {
    List<MetricSummary> metrics =
        scenario.metrics().stream()
            .filter(summary -> PROOF_METRICS.contains(summary.metric()))
            .toList();
    if (!metrics.isEmpty()) {
      page.heading("Proofs");
      page.table(metrics, MOST_LINES, some -> MetricTable.of(some, style));
    }
  }

  private void rows(String kind, List<Row> rows) {
    page.heading(RowTable.heading(kind));
    Optional<List<TrafficTable.Flow>> traffic =
        kind.equals(TrafficTable.KIND) ? TrafficTable.flows(rows) : Optional.empty();
    if (traffic.isEmpty()) {
      page.table(rows, MOST_LINES, some -> RowTable.of(some, style));
      return;
    }
    List<TrafficTable.Flow> flows = traffic.get();
    page.table(flows, MOST_LINES, some -> TrafficTable.of(some, style));
    List<String> differences = TrafficTable.differences(flows, style);
    differences.stream()
        .limit(MOST_DIFFERENCES)
        .forEach(text -> page.paragraph(Tone.WARNING, text));
    page.more(differences.size() - MOST_DIFFERENCES, "differences more");
  }

  /** Why clients failed, the most frequent causes first. */
  private void failures(List<ClientRow> clients) {
    Map<String, Long> causes =
        clients.stream()
            .flatMap(client -> client.cause().stream())
            .collect(
                Collectors.groupingBy(
                    Function.identity(), LinkedHashMap::new, Collectors.counting()));
    List<String> lines =
        causes.entrySet().stream()
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .map(cause -> "%d failed: %s".formatted(cause.getValue(), cause.getKey()))
            .toList();
    lines.stream().limit(MOST_CAUSES).forEach(line -> page.paragraph(Tone.BAD, line));
    page.more(lines.size() - MOST_CAUSES, "causes more");
  }

  private static boolean isFederated(ScenarioResult scenario) {
    return scenario.isFederated() || !scenario.clientRows().isEmpty();
  }

  private static Map<String, List<Row>> otherRows(ScenarioResult scenario) {
    return RowSource.others(scenario).stream()
        .collect(Collectors.groupingBy(Row::kind, LinkedHashMap::new, Collectors.toList()));
  }

  private void toAccuracy(ScenarioResult scenario) {
    if (scenario.roundRows().stream().noneMatch(round -> round.accuracy().isPresent())) {
      return;
    }
    for (double target : Targets.of(result)) {
      String percent = Quantity.plain(100 * target).replaceFirst("\\.?0+$", "") + "%";
      Optional<ToAccuracy> reached = scenario.toAccuracy(target);
      if (reached.isPresent()) {
        page.paragraph(
            Tone.PLAIN, "accuracy %s reached %s".formatted(percent, cost(reached.get())));
      } else {
        page.aside("accuracy %s not reached".formatted(percent));
      }
    }
  }

  private String cost(ToAccuracy cost) {
    return "in %d %s, %s, %s"
        .formatted(
            cost.rounds(),
            cost.rounds() == 1 ? "round" : "rounds",
            Quantity.text(cost.seconds(), Unit.SECONDS, style),
            Quantity.text(cost.bytes(), Unit.BYTES, style));
  }

  /** A table for each federated scenario that was run at several points. */
  private void sweeps() {
    result.scenarios().stream()
        .collect(
            Collectors.groupingBy(
                scenario -> List.of(scenario.suite(), scenario.scenario()),
                LinkedHashMap::new,
                Collectors.toList()))
        .values()
        .stream()
        .filter(points -> points.size() > 1 && points.stream().anyMatch(TextReport::isFederated))
        .forEach(
            points -> {
              page.title("Scaling");
              page.table(ScalingTable.of(points, style));
            });
  }

  private void warnings() {
    if (!result.warnings().isEmpty()) {
      page.title("Warnings");
      result.warnings().forEach(warning -> page.paragraph(Tone.WARNING, "! " + warning));
    }
  }

  private String ended(Outcome outcome, Duration duration) {
    Tone tone =
        switch (outcome) {
          case COMPLETED -> Tone.GOOD;
          case FAILED, LEAK, INCORRECT -> Tone.BAD;
          case SATURATED, GENERATOR_LIMITED, CANCELLED, SKIPPED -> Tone.WARNING;
        };
    String time = Quantity.text(duration.toNanos() / 1e9, Unit.SECONDS, style);
    return tone.paint("%s in %s".formatted(JsonFormat.text(outcome), time), style);
  }
}
