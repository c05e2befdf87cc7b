package dev.fedbench.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsoleStyleTest {

  @Test
  void colours_need_a_terminal_that_knows_them_and_nobody_who_minds() {
    Map<String, String> xterm = Map.of("TERM", "xterm-256color");
    assertThat(style(true, xterm).colour()).isTrue();
    assertThat(style(false, xterm).colour()).isFalse();
    assertThat(style(true, Map.of("TERM", "xterm", "NO_COLOR", "1")).colour()).isFalse();
    assertThat(style(true, Map.of("TERM", "xterm", "NO_COLOR", "")).colour()).isTrue();
    assertThat(style(true, Map.of("TERM", "dumb")).colour()).isFalse();
    assertThat(style(true, Map.of()).colour()).isFalse();
  }

  @Test
  void the_width_is_that_of_the_terminal() {
    assertThat(style(true, Map.of("COLUMNS", "132")).width()).isEqualTo(132);
    assertThat(style(true, Map.of()).width()).isEqualTo(80);
    assertThat(style(true, Map.of("COLUMNS", "0")).width()).isEqualTo(80);
    assertThat(style(true, Map.of("COLUMNS", "wide")).width()).isEqualTo(80);
    assertThat(style(false, Map.of("COLUMNS", "132")).width()).isEqualTo(ConsoleStyle.UNBOUNDED);
  }

  @Test
  void boxes_need_utf_8() {
    assertThat(ConsoleStyle.of(true, StandardCharsets.UTF_8, Map.of()).unicode()).isTrue();
    assertThat(ConsoleStyle.of(true, StandardCharsets.US_ASCII, Map.of()).unicode()).isFalse();
    assertThat(ConsoleStyle.plain(StandardCharsets.ISO_8859_1).unicode()).isFalse();
  }

  private static ConsoleStyle style(boolean terminal, Map<String, String> environment) {
    return ConsoleStyle.of(terminal, StandardCharsets.UTF_8, environment);
  }
}
