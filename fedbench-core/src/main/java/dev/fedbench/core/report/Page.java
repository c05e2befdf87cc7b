package dev.fedbench.core.report;

import java.util.List;
import java.util.function.Function;

/** Text that is written from top to bottom. Not thread-safe. */
final class Page {

  /** Longer tables are cut, and say so. */
  static final int MOST_LINES = 50;

  private final ConsoleStyle style;
  private final StringBuilder out = new StringBuilder();

  Page(ConsoleStyle style) {
    this.style = style;
  }

  ConsoleStyle style() {
    return style;
  }

  /** A line that is painted already. */
  void line(String text) {
    out.append(text).append('\n');
  }

  void heading(String text) {
    line(Tone.STRONG.paint(Text.clean(text), style));
  }

  /** A heading after a blank line. */
  void title(String text) {
    blank();
    heading(text);
  }

  void blank() {
    out.append('\n');
  }

  void aside(String text) {
    paragraph(Tone.FAINT, text);
  }

  /** Lines of words that fit the width. */
  void paragraph(Tone tone, String text) {
    Text.wrap(Text.clean(text), style.width()).forEach(part -> line(tone.paint(part, style)));
  }

  void table(Table table) {
    out.append(table.render(style));
  }

  /** A table of the first of some rows; says how many more there are. */
  <R> void table(List<R> rows, int most, Function<List<R>, Table> of) {
    int shown = Math.min(most, rows.size());
    if (shown > 0) {
      table(of.apply(rows.subList(0, shown)));
    }
    more(rows.size() - shown, "more");
  }

  void more(int count, String what) {
    if (count > 0) {
      aside("%s %d %s".formatted(style.unicode() ? "…" : "...", count, what));
    }
  }

  /** Between items of a line. */
  String separator() {
    return style.unicode() ? " · " : " - ";
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
