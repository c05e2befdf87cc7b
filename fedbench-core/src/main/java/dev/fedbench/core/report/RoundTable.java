package dev.fedbench.core.report;

import dev.fedbench.result.RoundRow;
import java.util.List;
import java.util.Locale;

/** A line per round. */
final class RoundTable {

  private RoundTable() {}

  static Table of(List<RoundRow> rounds) {
    Table table =
        new Table(
            Column.number("Round"),
            Column.number("Version", 4),
            Column.number("Accepted", 2),
            Column.number("Failed", 1),
            Column.number("Duration(s)", 3),
            Column.number("Loss"),
            Column.number("Accuracy"));
    rounds.forEach(round -> table.add(cells(round)));
    return table;
  }

  private static List<Cell> cells(RoundRow round) {
    return List.of(
        Cell.of(round.round()),
        Cell.of(round.modelVersion()),
        Cell.of(round.accepted()),
        round.failed() > 0
            ? new Cell(Integer.toString(round.failed()), Tone.BAD)
            : Cell.of(round.failed()),
        Cell.of(round.duration()),
        Cell.of(round.loss()),
        round.accuracy().isPresent() ? percent(round.accuracy().getAsDouble()) : Cell.ABSENT);
  }

  private static Cell percent(double share) {
    return Cell.of(String.format(Locale.ROOT, "%.2f%%", 100 * share));
  }
}
