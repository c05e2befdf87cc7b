package dev.fedbench.core.report;

import dev.fedbench.metric.Row;
import dev.fedbench.metric.Unit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A line per message name, kind and direction. Coordinator and clients each count both directions;
 * what both have counted is told once, and where they differ a note says so.
 */
final class TrafficTable {

  /** The kind of the rows that this table is of. */
  static final String KIND = "traffic";

  private TrafficTable() {}

  /** What one side counted. */
  private record Count(long messages, long bytes) {

    Count plus(Count other) {
      return new Count(messages + other.messages, bytes + other.bytes);
    }

    String text(ConsoleStyle style) {
      return "%d (%s)".formatted(messages, Quantity.text(bytes, Unit.BYTES, style));
    }
  }

  private record Key(String name, String kind, String direction) {}

  /** Messages of one name and kind that went one way, as each side counted them. */
  record Flow(
      String name,
      String kind,
      String direction,
      Optional<Count> coordinator,
      Optional<Count> clients) {

    private Count count() {
      return coordinator.or(() -> clients).orElseThrow();
    }
  }

  /** One row, if it is such a row. */
  private record Entry(boolean coordinator, Key key, Count count) {

    static Optional<Entry> of(Map<String, Object> row) {
      if (!(row.get("name") instanceof String name)
          || !(row.get("kind") instanceof String kind)
          || !(row.get("messages") instanceof Long messages)
          || !(row.get("bytes") instanceof Long bytes)) {
        return Optional.empty();
      }
      boolean coordinator = "coordinator".equals(row.get("side"));
      boolean received = "received".equals(row.get("direction"));
      if (!coordinator && !"clients".equals(row.get("side"))
          || !received && !"sent".equals(row.get("direction"))) {
        return Optional.empty();
      }
      String direction = coordinator == received ? "to coordinator" : "to clients";
      return Optional.of(
          new Entry(coordinator, new Key(name, kind, direction), new Count(messages, bytes)));
    }
  }

  /**
   * The rows by name, sides folded; empty if a row is not of this form: a host may name its own.
   */
  static Optional<List<Flow>> flows(List<Row> rows) {
    Map<Key, Count> coordinator = new LinkedHashMap<>();
    Map<Key, Count> clients = new LinkedHashMap<>();
    List<Key> keys = new ArrayList<>();
    for (Row row : rows) {
      Optional<Entry> entry = Entry.of(row.values());
      if (entry.isEmpty()) {
        return Optional.empty();
      }
      Entry one = entry.get();
      keys.add(one.key);
      (one.coordinator ? coordinator : clients).merge(one.key, one.count, Count::plus);
    }
    return Optional.of(
        keys.stream()
            .distinct()
            .sorted(Comparator.comparing(Key::name))
            .map(
                key ->
                    new Flow(
                        key.name,
                        key.kind,
                        key.direction,
                        Optional.ofNullable(coordinator.get(key)),
                        Optional.ofNullable(clients.get(key))))
            .toList());
  }

  static Table of(List<Flow> flows, ConsoleStyle style) {
    Table table =
        new Table(
            Column.text("Name"),
            Column.text("Kind", 6),
            Column.text("Direction"),
            Column.number("Messages"),
            Column.number("Bytes"));
    for (Flow flow : flows) {
      table.add(
          Cell.of(flow.name),
          Cell.of(flow.kind),
          Cell.of(flow.direction),
          Cell.of(flow.count().messages),
          Cell.of(Quantity.text(flow.count().bytes, Unit.BYTES, style)));
    }
    return table;
  }

  /**
   * Where the two sides do not agree; nothing to compare if only one of them was there to count.
   */
  static List<String> differences(List<Flow> flows, ConsoleStyle style) {
    boolean both =
        flows.stream().anyMatch(flow -> flow.coordinator.isPresent())
            && flows.stream().anyMatch(flow -> flow.clients.isPresent());
    if (!both) {
      return List.of();
    }
    Count none = new Count(0, 0);
    return flows.stream()
        .filter(flow -> !flow.coordinator.equals(flow.clients))
        .map(
            flow ->
                "%s %s %s: the coordinator counted %s, the clients %s"
                    .formatted(
                        flow.name,
                        flow.kind,
                        flow.direction,
                        flow.coordinator.orElse(none).text(style),
                        flow.clients.orElse(none).text(style)))
        .toList();
  }
}
