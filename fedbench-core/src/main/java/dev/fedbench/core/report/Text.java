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
    StringBuilder head = new StringBuilder();
    for (int i = 0, left = (room + 1) / 2 - width(points[0]);
        left >= 0;
        left -= width(points[++i])) {
      head.appendCodePoint(points[i]);
    }
    StringBuilder tail = new StringBuilder();
    int last = points.length - 1;
    for (int i = last, left = room / 2 - width(points[i]); left >= 0; left -= width(points[--i])) {
      tail.insert(0, Character.toString(points[i]));
    }
    return head.append(gap).append(tail).toString();
  }

  /** The text's words in lines of at most so many columns, if the words allow. */
  static List<String> wrap(String text, int columns) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ")) {
      if (!line.isEmpty() && (long) width(line.toString()) + 1 + width(word) > columns) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
