package dev.fedbench.core.report;

import dev.fedbench.result.RoundRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A line per round; loss and accuracy only if somebody evaluated. */
final class RoundTable {

  private RoundTable() {}

  static Table of(List<RoundRow> rounds) {
    boolean loss = rounds.stream().anyMatch(round -> round.loss().isPresent());
    boolean accuracy = rounds.stream().anyMatch(round -> round.accuracy().isPresent());
    List<Column> columns = new ArrayList<>();
    columns.add(Column.number("Round"));
    columns.add(Column.number("Version", 4));
    columns.add(Column.number("Accepted", 2));
    columns.add(Column.number("Failed", 1));
    columns.add(Column.number("Duration(s)", 3));
    if (loss) {
      columns.add(Column.number("Loss"));
    }
    if (accuracy) {
      columns.add(Column.number("Accuracy"));
    }
    Table table = new Table(columns);
    rounds.forEach(round -> table.add(cells(round, loss, accuracy)));
    return table;
  }

  private static List<Cell> cells(RoundRow round, boolean loss, boolean accuracy) {
    List<Cell> cells = new ArrayList<>();
    cells.add(Cell.of(round.round()));
    cells.add(Cell.of(round.modelVersion()));
    cells.add(Cell.of(round.accepted()));
    cells.add(
        round.failed() > 0
            ? new Cell(Integer.toString(round.failed()), Tone.BAD)
            : Cell.of(round.failed()));
    cells.add(Cell.of(round.duration()));
    if (loss) {
      cells.add(Cell.of(round.loss()));
    }
    if (accuracy) {
      cells.add(
          round.accuracy().isPresent() ? percent(round.accuracy().getAsDouble()) : Cell.ABSENT);
    }
    return cells;
  }

  private static Cell percent(double share) {
    return Cell.of(String.format(Locale.ROOT, "%.2f%%", 100 * share));
  }
}
