package dev.fedbench.core.report;

import dev.fedbench.proof.ProofSource;
import dev.fedbench.result.ClientRow;
import dev.fedbench.result.ClientStatus;
import dev.fedbench.result.Phases;
import java.util.ArrayList;
import java.util.List;

/**
 * A line per client and round; the round only if there are several, who proved only if it was not
 * always the client itself.
 */
final class ClientTable {

  private ClientTable() {}

  static Table of(List<ClientRow> clients) {
    boolean elsewhere = clients.stream().anyMatch(ClientTable::provedElsewhere);
    boolean rounds = clients.stream().anyMatch(row -> row.round() != 1);
    List<Column> columns = new ArrayList<>();
    columns.add(Column.text("Client"));
    if (rounds) {
      columns.add(Column.number("Round"));
    }
    columns.add(Column.number("Train(s)", 1));
    columns.add(Column.number("Proof(s)", 3));
    if (elsewhere) {
      columns.add(Column.text("Proved"));
    }
    columns.add(Column.number("Submit(s)", 2));
    columns.add(Column.number("Total(s)"));
    columns.add(Column.text("Status"));
    Table table = new Table(columns);
    clients.forEach(client -> table.add(cells(client, rounds, elsewhere)));
    return table;
  }

  /** By anything else than the built-in prover in the client's process. */
  private static boolean provedElsewhere(ClientRow row) {
    return row.proofSource().filter(where -> where != ProofSource.LOCAL).isPresent();
  }

  private static List<Cell> cells(ClientRow client, boolean rounds, boolean elsewhere) {
    Phases phases = client.phases();
    List<Cell> cells = new ArrayList<>();
    cells.add(Cell.of(client.client()));
    if (rounds) {
      cells.add(Cell.of(client.round()));
    }
    cells.add(Cell.of(phases.training()));
    cells.add(Cell.of(phases.proof()));
    if (elsewhere) {
      cells.add(
          client.proofSource().map(where -> Cell.of(JsonFormat.text(where))).orElse(Cell.ABSENT));
    }
    cells.add(Cell.of(phases.submission()));
    cells.add(Cell.of(phases.total()));
    cells.add(status(client.status()));
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
