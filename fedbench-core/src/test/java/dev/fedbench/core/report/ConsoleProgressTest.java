package dev.fedbench.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.BenchmarkEvent.Progress;
import dev.fedbench.BenchmarkEvent.RunFinished;
import dev.fedbench.BenchmarkEvent.RunStarted;
import dev.fedbench.BenchmarkEvent.ScenarioFinished;
import dev.fedbench.BenchmarkEvent.ScenarioStarted;
import dev.fedbench.BenchmarkEvent.Warning;
import dev.fedbench.result.BenchmarkResult;
import dev.fedbench.result.Plan;
import dev.fedbench.result.PlannedScenario;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleProgressTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
  private long now = -5; // System.nanoTime may be negative

  private void run(ConsoleProgress progress, int steps, long millisEach) {
    BenchmarkResult result = Results.onePass();
    PlannedScenario planned = new PlannedScenario("federated", "run", Map.of(), 0, 1);
    progress.on(new RunStarted(new Plan(Results.ID, Results.START, Map.of(), List.of(planned))));
    progress.on(new ScenarioStarted(0, planned));
    for (int i = 1; i <= steps; i++) {
      now += TimeUnit.MILLISECONDS.toNanos(millisEach);
      progress.on(new Progress(0, i, steps, "clients"));
      if (i == steps / 2) {
        progress.on(new Warning("half\u001b[2J time"));
      }
    }
    progress.on(new ScenarioFinished(0, result.scenarios().get(0)));
    progress.on(new RunFinished(result));
  }

  private String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void without_a_terminal_there_is_a_line_per_tenth() {
    run(new ConsoleProgress(out, new ConsoleStyle(false, true, 80), false, () -> now), 1_000, 1);
    assertThat(text().lines())
        .containsExactly(
            "federated/run: started",
            "federated/run:  10%  100/1000 clients",
            "federated/run:  20%  200/1000 clients",
            "federated/run:  30%  300/1000 clients",
            "federated/run:  40%  400/1000 clients",
            "federated/run:  50%  500/1000 clients",
            "warning: half?[2J time",
            "federated/run:  60%  600/1000 clients",
            "federated/run:  70%  700/1000 clients",
            "federated/run:  80%  800/1000 clients",
            "federated/run:  90%  900/1000 clients",
            "federated/run: 100%  1000/1000 clients",
            "federated/run: completed in 412.0ms");
  }

  @Test
  void what_suites_are_going_to_do_is_said_before_they_do_it() {
    List<PlannedScenario> planned =
        List.of(
            new PlannedScenario("federated", "run", Map.of("clients", "5"), 0, 1),
            new PlannedScenario("storage", "size", Map.of("layers", "1"), 1, 3),
            new PlannedScenario("storage", "size", Map.of("layers", "4"), 1, 3),
            new PlannedScenario("storage", "size", Map.of("models", "9"), 1, 3),
            new PlannedScenario("other", "all", Map.of(), 0, 2));
    new ConsoleProgress(out, new ConsoleStyle(false, true, 80), false, () -> now)
        .on(
            new RunStarted(
                new Plan(Results.ID, Results.START, Map.of("profile", "quick"), planned)));
    assertThat(text().lines())
        .containsExactly(
            "plan: profile quick, 4 scenarios",
            "plan: storage/size, 2 scenarios of 1 warm-up and 3 iterations: layers 1, 4",
            "plan: storage/size, 1 scenario of 1 warm-up and 3 iterations: models 9",
            "plan: other/all, 1 scenario of 0 warm-ups and 2 iterations");
  }

  @Test
  void on_a_terminal_the_bar_is_drawn_ten_times_a_second_and_gone_at_the_end() {
    run(new ConsoleProgress(out, new ConsoleStyle(false, true, 80), true, () -> now), 1_000, 1);
    String[] frames = text().split("\r\u001b\\[K");
    long bars = java.util.Arrays.stream(frames).filter(frame -> frame.contains("━")).count();
    assertThat(bars).isBetween(9L, 12L);
    assertThat(text()).contains("warning: half?[2J time").endsWith("\r\u001b[K");
    assertThat(frames[frames.length - 1])
        .contains("━".repeat(ConsoleProgressTest.barWidth(frames)))
        .contains("100%  1000/1000 clients  1s");
  }

  private static int barWidth(String[] frames) {
    return (int) frames[frames.length - 1].chars().filter(c -> c == '━' || c == '─').count();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 20, 45, 80, 200})
  void a_frame_stays_in_its_line(int width) {
    run(new ConsoleProgress(out, new ConsoleStyle(false, true, width), true, () -> now), 10, 200);
    int least = 60; // the shortest bar and its figures
    assertThat(text().split("\r\u001b\\[K|\n"))
        .allSatisfy(frame -> assertThat(Text.width(frame)).isLessThan(Math.max(width, least)));
  }

  @Test
  void a_point_of_a_sweep_has_its_place_and_the_label_that_the_report_gives_it() {
    List<PlannedScenario> points =
        Stream.of("5", "10")
            .map(clients -> Map.of("clients", clients, "passes", "1"))
            .map(parameters -> new PlannedScenario("federated", "run", parameters, 0, 1))
            .toList();
    ConsoleProgress progress =
        new ConsoleProgress(out, new ConsoleStyle(false, true, 80), false, () -> now);
    progress.on(new RunStarted(new Plan(Results.ID, Results.START, Map.of(), points)));
    progress.on(new ScenarioStarted(1, points.get(1)));
    assertThat(text().lines()).containsExactly("2/2 federated/run [clients=10]: started");
  }

  @Test
  void every_step_of_a_small_run_is_seen() {
    run(new ConsoleProgress(out, new ConsoleStyle(false, false, 80), true, () -> now), 5, 200);
    assertThat(text()).isASCII().contains("1/5", "2/5", "3/5", "4/5", "5/5");
  }
}
