package dev.fedbench.core.report;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.List;

/** Text as a terminal shows it: columns, not characters; nothing that moves the cursor. */
final class Text {

  private Text() {}

  /** The text with everything that a terminal would obey, or hide, made visible. */
  static String clean(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints().map(c -> obeyed(c) ? '?' : c).forEach(clean::appendCodePoint);
    return clean.toString();
  }

  private static boolean obeyed(int c) {
    int type = Character.getType(c);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.SURROGATE;
  }

  /** The columns that the text takes. */
  static int width(String text) {
    return text.codePoints().map(Text::width).sum();
  }

  private static int width(int c) {
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    UnicodeScript script = UnicodeScript.of(c);
    boolean wide =
        script == UnicodeScript.HAN
            || script == UnicodeScript.HANGUL
            || script == UnicodeScript.HIRAGANA
            || script == UnicodeScript.KATAKANA
            || c >= 0x1F300 && c < 0x1FB00;
    return wide ? 2 : 1;
  }

  /** The text, its middle cut out if it takes more columns: names differ at their ends. */
  static String cut(String text, int columns, ConsoleStyle style) {
    if (width(text) <= columns) {
      return text;
    }
    String gap = style.unicode() ? "…" : "..";
    int[] points = text.codePoints().toArray();
    int room = Math.max(0, columns - gap.length());
    int head = fitting(points, 0, 1, (room + 1) / 2);
    int tail = fitting(points, points.length - 1, -1, room / 2);
    return new String(points, 0, head) + gap + new String(points, points.length - tail, tail);
  }

  /** How many characters fit so many columns, which are fewer than all take. */
  private static int fitting(int[] points, int from, int step, int columns) {
    int left = columns;
    for (int count = 0; ; count++) {
      left -= width(points[from + count * step]);
      if (left < 0) {
        return count;
      }
    }
  }

  /** The text's words in lines of at most so many columns, if the words allow. */
  static List<String> wrap(String text, int columns) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    long taken = 0;
    for (String word : text.split(" ")) {
      int width = width(word);
      if (taken > 0 && taken + 1 + width > columns) {
        lines.add(line.toString());
        line.setLength(0);
        taken = 0;
      }
      line.append(taken > 0 ? " " : "").append(word);
      taken += (taken > 0 ? 1 : 0) + width;
    }
    lines.add(line.toString());
    return lines;
  }
}
