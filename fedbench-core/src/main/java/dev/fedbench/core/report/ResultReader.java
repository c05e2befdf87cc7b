package dev.fedbench.core.report;

import dev.fedbench.metric.Row;
import dev.fedbench.result.BenchmarkResult;
import dev.fedbench.result.ClientRow;
import dev.fedbench.result.Environment;
import dev.fedbench.result.MetricSummary;
import dev.fedbench.result.Outcome;
import dev.fedbench.result.ScenarioResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Reads one report. What follows from other fields, such as the summary, is not read but computed
 * again. Used once, by one thread.
 */
final class ResultReader {

  private static final int MOST_SCENARIOS = 100_000;
  private static final int MAX_ROWS = BenchmarkResult.MAX_ROWS;

  private final JsonInput in;
  private final Map<String, Object> head = new LinkedHashMap<>();
  private final List<ScenarioPart> scenarios = new ArrayList<>();

  private final List<ClientPart> clients = new ArrayList<>();

  /** All rows that describe clients, kept or not, by scenario. */
  private final Map<Integer, Long> clientCounts = new HashMap<>();

  /** Rows kept that describe something else. */
  private int others;

  ResultReader(JsonInput in) {
    this.in = in;
  }

  private record ClientPart(int scenario, ClientRow row) {}

  /** A scenario but for its clients. */
  private record ScenarioPart(Fields fields, List<Row> rows, long dropped) {}

  /** Makes a row of an object. */
  @FunctionalInterface
  private interface RowForm {
    Row of(Fields fields) throws IOException;
  }

  BenchmarkResult read() throws IOException {
    in.document(this::field);
    Fields fields = new Fields(head);
    fields.text("schemaVersion");
    return new BenchmarkResult(
        UUID.fromString(fields.text("benchmarkId")),
        fields.instant("timestamp"),
        fields.constant(Outcome.class, "outcome"),
        fields.seconds("duration"),
        fields.map("config"),
        environment(fields.object("environment")),
        results(),
        fields.textList("warnings"));
  }

  private void field(String name) throws IOException {
    switch (name) {
      case "schemaVersion" -> head.put(name, version(in.value()));
      case "client_metrics" -> in.list(this::client);
      case "scenarios" -> in.list(this::scenario);
      case "benchmarkId", "timestamp", "outcome", "duration", "config", "environment", "warnings" ->
          head.put(name, in.value());
      default -> in.skip();
    }
  }

  private static Object version(Object version) throws IOException {
    String major = String.valueOf(version).replaceFirst("\\..*", "");
    if (!major.equals(JsonFormat.SCHEMA_VERSION.replaceFirst("\\..*", ""))) {
      throw new IOException(
          "schema version %s; this library reads %s and its minor successors"
              .formatted(version, JsonFormat.SCHEMA_VERSION));
    }
    return version;
  }

  private void client() throws IOException {
    long before = in.kept();
    Fields row = in.fields();
    int scenario = row.index("scenario");
    if (scenario >= MOST_SCENARIOS) {
      throw new IOException("more than %d scenarios".formatted(MOST_SCENARIOS));
    }
    clientCounts.merge(scenario, 1L, Long::sum);
    if (clients.size() < MAX_ROWS) {
      clients.add(new ClientPart(scenario, RowJson.client(row)));
    } else {
      in.forget(before);
    }
  }

  private void scenario() throws IOException {
    Map<String, Object> fields = new LinkedHashMap<>();
    List<Row> rows = new ArrayList<>();
    long[] dropped = {0};
    in.object(
        name -> {
          switch (name) {
            case "rounds" -> dropped[0] += rows(RowJson::round, rows);
            case "rows" -> dropped[0] += rows(RowJson::other, rows);
            case "to_accuracy", "summary" -> in.skip();
            default -> fields.put(name, in.value());
          }
        });
    scenarios.add(new ScenarioPart(new Fields(fields), rows, dropped[0]));
  }

  /** Reads a list of rows; says how many of them it has not kept. */
  private long rows(RowForm form, List<Row> kept) throws IOException {
    long[] dropped = {0};
    in.list(
        () -> {
          long before = in.kept();
          Row row = form.of(in.fields());
          if (others < MAX_ROWS) {
            kept.add(row);
            others++;
          } else {
            dropped[0]++;
            in.forget(before);
          }
        });
    return dropped[0];
  }

  private static Environment environment(Fields where) throws IOException {
    return new Environment(
        where.text("os"),
        where.text("arch"),
        where.text("cpu"),
        where.index("processors"),
        where.integer("memory_bytes"),
        where.integer("max_heap_bytes"),
        where.text("java_version"),
        where.text("java_vm"),
        where.text("fedbench_version"));
  }

  private List<ScenarioResult> results() throws IOException {
    Map<Integer, List<Row>> rows = new HashMap<>();
    clients.stream()
        .limit(MAX_ROWS - others)
        .forEach(part -> rows.computeIfAbsent(part.scenario, i -> new ArrayList<>()).add(part.row));
    List<ScenarioResult> results = new ArrayList<>();
    for (int i = 0; i < scenarios.size(); i++) {
      List<Row> kept = rows.getOrDefault(i, List.of());
      long omitted = clientCounts.getOrDefault(i, 0L) - kept.size();
      results.add(result(scenarios.get(i), kept, omitted));
      clientCounts.remove(i);
    }
    if (!clientCounts.isEmpty()) {
      throw new IOException(
          "there are clients of the scenarios %s, and %d scenarios"
              .formatted(clientCounts.keySet(), scenarios.size()));
    }
    return results;
  }

  private static ScenarioResult result(ScenarioPart part, List<Row> clientRows, long omitted)
      throws IOException {
    Fields fields = part.fields;
    List<Row> rows = new ArrayList<>(clientRows);
    rows.addAll(part.rows);
    List<MetricSummary> metrics = new ArrayList<>();
    for (Fields metric : fields.objects("metrics")) {
      metrics.add(MetricJson.read(metric));
    }
    return new ScenarioResult(
        fields.text("suite"),
        fields.text("scenario"),
        fields.texts("parameters"),
        fields.constant(Outcome.class, "outcome"),
        fields.optionalText("reason"),
        fields.instant("started"),
        fields.seconds("duration"),
        metrics,
        rows,
        omitted + part.dropped + fields.integer("rows_omitted"));
  }
}
