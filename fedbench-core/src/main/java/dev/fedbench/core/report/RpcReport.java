package dev.fedbench.core.report;

import dev.fedbench.metric.Row;
import dev.fedbench.metric.RowBuilder;
import dev.fedbench.result.BenchmarkResult;
import dev.fedbench.result.ScenarioId;
import dev.fedbench.result.ScenarioResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The RPC suite's scenarios: a table for each of its tests, in which the transports stand below
 * each other; what features cost; profiles; a summary. Single samples, seconds and outliers are in
 * machine-readable reports.
 */
final class RpcReport {

  private static final String SUITE = "rpc";
  private static final String TEST = "test";
  private static final String TRANSPORT = "transport";

  private final Page page;
  private final List<ScenarioResult> all;

  private RpcReport(Page page, List<ScenarioResult> all) {
    this.page = page;
    this.all = all;
  }

  static boolean covers(ScenarioResult scenario) {
    return scenario.suite().equals(SUITE) && scenario.parameters().containsKey(TEST);
  }

  /** Writes it, if there are such scenarios. */
  static void write(BenchmarkResult result, Page page) {
    List<ScenarioResult> all = result.scenarios().stream().filter(RpcReport::covers).toList();
    if (!all.isEmpty()) {
      new RpcReport(page, all).write();
    }
  }

  private void write() {
    all.stream()
        .collect(Collectors.groupingBy(RpcReport::test, LinkedHashMap::new, Collectors.toList()))
        .values()
        .forEach(this::test);
    profiles();
    page.title("Summary of the RPC suite");
    page.table(RpcSummary.of(all, page.style()));
  }

  private static List<String> test(ScenarioResult scenario) {
    return List.of(scenario.scenario(), scenario.parameters().getOrDefault(TEST, ""));
  }

  /** One after the other by what was varied, transports side by side. */
  private void test(List<ScenarioResult> unsorted) {
    List<String> varying = varying(unsorted);
    List<ScenarioResult> points = sideBySide(unsorted, varying);
    ScenarioResult first = points.get(0);
    page.title(
        "%s/%s %s"
            .formatted(SUITE, first.scenario(), first.parameters().getOrDefault(TEST, ""))
            .strip());
    Map<String, String> common = new LinkedHashMap<>(first.parameters());
    common.keySet().removeAll(differing(points));
    common.keySet().removeAll(List.of(TEST, TRANSPORT));
    String text = common.toString();
    page.aside(text.substring(1, text.length() - 1));
    page.table(RpcTable.of(points, varying, page.style()));
    for (ScenarioResult point : points) {
      point
          .reason()
          .ifPresent(
              reason ->
                  page.paragraph(
                      Tone.WARNING,
                      "%s: %s: %s"
                          .formatted(where(point, varying), RpcStatus.of(point).text(), reason)));
    }
    rows(points, varying, "overhead");
    rows(points, varying, "effect");
  }

  /** The parameters that tell the points apart, the transport last. */
  private static List<String> varying(List<ScenarioResult> points) {
    List<String> names = new ArrayList<>(differing(points));
    names.removeAll(List.of(TRANSPORT, "server")); // where the server is follows from the transport
    names.add(TRANSPORT);
    return names;
  }

  private static List<String> differing(List<ScenarioResult> points) {
    return ScenarioId.varying(points.stream().map(ScenarioResult::id).toList());
  }

  private static List<ScenarioResult> sideBySide(
      List<ScenarioResult> points, List<String> varying) {
    List<String> others = varying.subList(0, varying.size() - 1);
    return points.stream()
        .collect(
            Collectors.groupingBy(
                point -> values(point, others), LinkedHashMap::new, Collectors.toList()))
        .values()
        .stream()
        .flatMap(List::stream)
        .toList();
  }

  private static List<String> values(ScenarioResult point, List<String> names) {
    return names.stream().map(name -> point.parameters().getOrDefault(name, "")).toList();
  }

  private static String where(ScenarioResult point, List<String> varying) {
    return varying.stream()
        .map(name -> name + "=" + point.parameters().get(name))
        .collect(Collectors.joining(", "));
  }

  /** Rows of a kind of all these points, with what tells the points apart. */
  private void rows(List<ScenarioResult> points, List<String> varying, String kind) {
    List<Row> rows = new ArrayList<>();
    for (ScenarioResult point : points) {
      for (Row row : point.rows(kind)) {
        RowBuilder builder = Row.builder(kind);
        varying.forEach(name -> builder.column("point " + name, point.parameters().get(name)));
        row.values().forEach(builder::column);
        rows.add(builder.build());
      }
    }
    if (!rows.isEmpty()) {
      page.heading(kind.equals("overhead") ? "What it costs" : "Effects");
      page.table(
          rows, 2 * Page.MOST_LINES, some -> RpcTable.comparisons(some, varying, page.style()));
    }
  }

  private void profiles() {
    List<String> labels = ScenarioId.labels(all.stream().map(ScenarioResult::id).toList());
    for (int i = 0; i < all.size(); i++) {
      ScenarioResult scenario = all.get(i);
      String label = labels.get(i);
      for (String kind : List.of("method", "allocation", "memory")) {
        List<Row> rows = scenario.rows(kind);
        if (!rows.isEmpty()) {
          page.title("%s: %s".formatted(RowTable.heading(kind), label));
          page.table(rows, Page.MOST_LINES, some -> RpcTable.profile(some, page.style()));
        }
      }
    }
  }
}
