package dev.fedbench.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTest {

  private static final ConsoleStyle BOXES = new ConsoleStyle(false, true, 80);
  private static final ConsoleStyle ASCII = new ConsoleStyle(false, false, 80);

  @Test
  void a_cut_keeps_both_ends() {
    assertThat(Text.cut("hospital-0042", 13, BOXES)).isEqualTo("hospital-0042");
    assertThat(Text.cut("hospital-0042", 9, BOXES)).isEqualTo("hosp…0042");
    assertThat(Text.cut("hospital-0042", 9, ASCII)).isEqualTo("hosp..042");
    assertThat(Text.cut("東京都港区-1", 8, BOXES)).isEqualTo("東京…-1");
    assertThat(Text.cut("long", 1, BOXES)).isEqualTo("…");
  }

  @Test
  void a_cut_is_never_wider_than_asked() {
    String text = "naïve 東京 e\u0301e\u0301 \ud83d\ude00 hospital";
    for (int columns = 1; columns < Text.width(text); columns++) {
      assertThat(Text.width(Text.cut(text, columns, BOXES))).isBetween(1, columns);
    }
  }

  @Test
  void words_go_to_the_next_line_where_they_do_not_fit() {
    assertThat(Text.wrap("aa bb cc", 5)).isEqualTo(List.of("aa bb", "cc"));
    assertThat(Text.wrap("aa bb cc", 4)).isEqualTo(List.of("aa", "bb", "cc"));
    assertThat(Text.wrap("longer than", 3)).isEqualTo(List.of("longer", "than"));
    assertThat(Text.wrap("aa bb", ConsoleStyle.UNBOUNDED)).isEqualTo(List.of("aa bb"));
    assertThat(Text.wrap("", 5)).isEqualTo(List.of(""));
  }
}
