package dev.fedbench.core.engine;

import dev.fedbench.metric.Row;
import dev.fedbench.result.ClientRow;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Keeps a scenario's first rows within what is left of the result's bound. Other rows are few and
 * say more than single clients: one of them takes the place of the last client. Thread-safe.
 */
final class RowKeeper {

  private final int room;
  private final List<Row> clients = new ArrayList<>();
  private final List<Row> others = new ArrayList<>();
  private long omitted;

  RowKeeper(int room) {
    this.room = room;
  }

  synchronized void add(Row row) {
    boolean client = row instanceof ClientRow;
    if (clients.size() + others.size() < room) {
      (client ? clients : others).add(row);
    } else if (client || clients.isEmpty()) {
      omitted++;
    } else {
      clients.remove(clients.size() - 1);
      others.add(row);
      omitted++;
    }
  }

  synchronized List<Row> rows() {
    return Stream.concat(clients.stream(), others.stream()).toList();
  }

  synchronized long omitted() {
    return omitted;
  }
}
