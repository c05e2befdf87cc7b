package dev.fedbench.core.report;

import dev.fedbench.result.ClientRow;
import dev.fedbench.result.ClientStatus;
import dev.fedbench.result.Phases;
import java.util.ArrayList;
import java.util.List;

/** A line per client; the round and the cause of failures only where there is something to say. */
final class ClientTable {

  private ClientTable() {}

  static Table of(List<ClientRow> clients) {
    boolean rounds = clients.stream().anyMatch(row -> row.round() != 1);
    boolean causes = clients.stream().anyMatch(row -> row.cause().isPresent());
    List<Column> columns = new ArrayList<>();
    columns.add(Column.text("Client"));
    if (rounds) {
      columns.add(Column.number("Round"));
    }
    columns.add(Column.number("Train(s)"));
    columns.add(Column.number("Proof(s)"));
    columns.add(Column.number("Submit(s)"));
    columns.add(Column.number("Total(s)"));
    columns.add(new Column("Status", false, false, 0));
    if (causes) {
      columns.add(Column.text("Cause"));
    }
    Table table = new Table(columns);
    clients.forEach(client -> table.add(cells(client, rounds, causes)));
    return table;
  }

  private static List<Cell> cells(ClientRow client, boolean rounds, boolean causes) {
    Phases phases = client.phases();
    List<Cell> cells = new ArrayList<>();
    cells.add(Cell.of(client.client()));
    if (rounds) {
      cells.add(Cell.of(client.round()));
    }
    cells.add(Cell.of(phases.training()));
    cells.add(Cell.of(phases.proof()));
    cells.add(Cell.of(phases.submission()));
    cells.add(Cell.of(phases.total()));
    cells.add(status(client.status()));
    if (causes) {
      cells.add(client.cause().map(Cell::of).orElse(Cell.ABSENT));
    }
    return cells;
  }

  private static Cell status(ClientStatus status) {
    Tone tone =
        switch (status) {
          case ACCEPTED -> Tone.GOOD;
          case AGGREGATED -> Tone.EVENT;
          case FAILED -> Tone.BAD;
        };
    return new Cell(JsonFormat.text(status), tone);
  }
}
