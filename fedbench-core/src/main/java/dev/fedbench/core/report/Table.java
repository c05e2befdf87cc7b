package dev.fedbench.core.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A table as text, in lines that fit the style's width if they can. Not thread-safe. */
final class Table {

  /** Text is never wider than this. */
  private static final int MOST_TEXT = 60;

  /** What a column takes beside its text: a line and two blanks. */
  private static final int FRAME = 3;

  private final List<Column> columns;
  private final List<List<Cell>> rows = new ArrayList<>();

  Table(List<Column> columns) {
    this.columns = List.copyOf(columns);
  }

  Table(Column... columns) {
    this(List.of(columns));
  }

  /** Adds a row: a cell per column. */
  void add(List<Cell> row) {
    if (row.size() != columns.size()) {
      throw new IllegalArgumentException(
          "%d cells for %d columns".formatted(row.size(), columns.size()));
    }
    rows.add(List.copyOf(row));
  }

  void add(Cell... row) {
    add(List.of(row));
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  /** The table's lines. */
  String render(ConsoleStyle style) {
    int[] widths = new int[columns.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = naturalWidth(i);
    }
    List<Integer> shown = fit(widths, style.width());
    Lines lines = style.unicode() ? Lines.BOX : Lines.ASCII;
    StringBuilder out = new StringBuilder();
    rule(out, lines.top(), lines.heavy(), shown, widths, style);
    line(out, lines.heavyBar(), shown, widths, style, headers());
    rule(out, lines.middle(), lines.heavy(), shown, widths, style);
    for (List<Cell> row : rows) {
      line(out, lines.bar(), shown, widths, style, row);
    }
    rule(out, lines.bottom(), lines.light(), shown, widths, style);
    leftOut(out, shown, style);
    return out.toString();
  }

  private int naturalWidth(int column) {
    int widest = rows.stream().mapToInt(row -> Text.width(row.get(column).text())).max().orElse(0);
    int width = Math.max(Text.width(columns.get(column).header()), widest);
    return columns.get(column).right() ? width : Math.min(width, MOST_TEXT);
  }

  /**
   * Says which columns are shown, and sets their widths: those of text are narrowed first, then
   * dispensable ones left out, until it fits or nothing more can be done.
   */
  private List<Integer> fit(int[] widths, int room) {
    List<Integer> shown = new ArrayList<>(IntStream.range(0, widths.length).boxed().toList());
    int[] natural = widths.clone();
    while (!narrow(shown, widths, room) && drop(shown)) {
      System.arraycopy(natural, 0, widths, 0, widths.length);
    }
    return shown;
  }

  /** Narrows columns of text, the widest first; says whether it fits then. */
  private boolean narrow(List<Integer> shown, int[] widths, int room) {
    long excess = 1 + shown.stream().mapToLong(i -> widths[i] + FRAME).sum() - room;
    for (; excess > 0; excess--) {
      Optional<Integer> widest =
          shown.stream()
              .filter(i -> !columns.get(i).right() && widths[i] > columns.get(i).least())
              .max(Comparator.comparingInt(i -> widths[i]));
      if (widest.isEmpty()) {
        return false;
      }
      widths[widest.get()]--;
    }
    return true;
  }

  private boolean drop(List<Integer> shown) {
    return shown.stream()
        .filter(i -> columns.get(i).dispensable() > 0)
        .max(Comparator.comparingInt(i -> columns.get(i).dispensable()))
        .map(shown::remove)
        .isPresent();
  }

  private List<Cell> headers() {
    return columns.stream().map(column -> new Cell(column.header(), Tone.STRONG)).toList();
  }

  private void rule(
      StringBuilder out,
      String corners,
      String stroke,
      List<Integer> shown,
      int[] widths,
      ConsoleStyle style) {
    StringBuilder rule = new StringBuilder().append(corners.charAt(0));
    for (int i : shown) {
      rule.append(stroke.repeat(widths[i] + FRAME - 1)).append(corners.charAt(1));
    }
    rule.setCharAt(rule.length() - 1, corners.charAt(2));
    out.append(Tone.FAINT.paint(rule.toString(), style)).append('\n');
  }

  private void line(
      StringBuilder out,
      String bar,
      List<Integer> shown,
      int[] widths,
      ConsoleStyle style,
      List<Cell> row) {
    String edge = Tone.FAINT.paint(bar, style);
    out.append(edge);
    for (int i : shown) {
      Cell cell = row.get(i);
      String text = Text.cut(cell.text(), widths[i], style);
      String blank = " ".repeat(Math.max(0, widths[i] - Text.width(text)));
      String painted = cell.tone().paint(text, style);
      out.append(' ')
          .append(columns.get(i).right() ? blank + painted : painted + blank)
          .append(' ')
          .append(edge);
    }
    out.append('\n');
  }

  private void leftOut(StringBuilder out, List<Integer> shown, ConsoleStyle style) {
    List<String> missing =
        IntStream.range(0, columns.size())
            .filter(i -> !shown.contains(i))
            .mapToObj(i -> columns.get(i).header())
            .toList();
    if (!missing.isEmpty()) {
      String text = "too narrow for " + String.join(", ", missing);
      out.append(Tone.FAINT.paint(text, style)).append('\n');
    }
  }

  /** What tables are drawn with. */
  private record Lines(
      String top,
      String middle,
      String bottom,
      String heavy,
      String light,
      String heavyBar,
      String bar) {

    static final Lines BOX = new Lines("┏┳┓", "┡╇┩", "└┴┘", "━", "─", "┃", "│");
    static final Lines ASCII = new Lines("+++", "+++", "+++", "=", "-", "|", "|");
  }
}
