package dev.fedbench.core.report;

import dev.fedbench.BenchmarkEvent;
import dev.fedbench.BenchmarkEvent.Progress;
import dev.fedbench.BenchmarkEvent.RunFinished;
import dev.fedbench.BenchmarkEvent.RunStarted;
import dev.fedbench.BenchmarkEvent.ScenarioFinished;
import dev.fedbench.BenchmarkEvent.ScenarioStarted;
import dev.fedbench.BenchmarkEvent.Warning;
import dev.fedbench.BenchmarkListener;
import dev.fedbench.metric.Unit;
import dev.fedbench.result.ScenarioResult;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Shows how far a run is: a bar that moves on a terminal and is gone at the end, else a line at
 * each beginning, tenth and end. What suites are going to do is said first. Warnings are lines in
 * both. Thread-safe; one run at a time.
 */
public final class ConsoleProgress implements BenchmarkListener {

  private static final long REDRAW_NANOS = 100_000_000;
  private static final int MOST_BAR = 40;
  private static final int LEAST_BAR = 10;

  private final PrintStream out;
  private final ConsoleStyle style;
  private final boolean live;
  private final LongSupplier nanoTime;

  private List<String> labels = List.of();
  private String scenario = "";
  private long started;
  private long drawn;

  /** The last tenth that was said, by what progresses. */
  private final Map<String, Long> tenths = new HashMap<>();

  /** Shows it on standard error, live if that is a terminal. */
  public ConsoleProgress() {
    this(System.err, ConsoleStyle.of(System.err), ConsoleStyle.onTerminal());
  }

  /**
   * Shows it on a stream.
   *
   * @param live whether to redraw one line; else lines are appended
   */
  public ConsoleProgress(PrintStream out, ConsoleStyle style, boolean live) {
    this(out, style, live, System::nanoTime);
  }

  ConsoleProgress(PrintStream out, ConsoleStyle style, boolean live, LongSupplier nanoTime) {
    this.out = out;
    this.style = style;
    this.live = live;
    this.nanoTime = nanoTime;
  }

  @Override
  public synchronized void on(BenchmarkEvent event) {
    if (event instanceof RunStarted run) {
      labels = run.plan().labels();
      PlanLines.of(run.plan()).forEach(line -> say(Tone.FAINT, line));
    } else if (event instanceof ScenarioStarted start) {
      started(start.index());
    } else if (event instanceof Progress progress) {
      progressed(progress);
    } else if (event instanceof ScenarioFinished end) {
      finished(end.result());
    } else if (event instanceof Warning warning) {
      say(Tone.WARNING, "warning: " + warning.text());
    } else if (event instanceof RunFinished) {
      erase();
    }
    out.flush();
  }

  private void started(int index) {
    String place = labels.size() > 1 ? "%d/%d ".formatted(index + 1, labels.size()) : "";
    scenario = Text.clean(place + labels.get(index));
    started = nanoTime.getAsLong();
    drawn = started - REDRAW_NANOS;
    tenths.clear();
    if (live) {
      draw(Text.cut(scenario, style.width() - 1, style));
    } else {
      say(Tone.PLAIN, scenario + ": started");
    }
  }

  private void progressed(Progress progress) {
    if (progress.total() <= 0) {
      return;
    }
    long now = nanoTime.getAsLong();
    boolean last = progress.done() >= progress.total();
    if (live && (last || now - drawn >= REDRAW_NANOS)) {
      drawn = now;
      draw(bar(progress, now));
    } else if (!live) {
      long tenth = progress.done() * 10 / progress.total();
      if (tenth > tenths.getOrDefault(progress.what(), 0L)) {
        tenths.put(progress.what(), tenth);
        say(Tone.PLAIN, "%s: %s".formatted(scenario, share(progress)));
      }
    }
  }

  private void finished(ScenarioResult result) {
    if (live) {
      erase();
      return;
    }
    String reason = result.reason().map(": "::concat).orElse("");
    say(
        Tone.PLAIN,
        "%s: %s in %s%s"
            .formatted(
                scenario,
                JsonFormat.text(result.outcome()),
                Quantity.text(result.duration().toNanos() / 1e9, Unit.SECONDS, style),
                reason));
  }

  private static String share(Progress progress) {
    return "%3d%%  %d/%d %s"
        .formatted(
            progress.done() * 100 / progress.total(),
            progress.done(),
            progress.total(),
            Text.clean(progress.what()));
  }

  private String bar(Progress progress, long now) {
    String right = "%s  %ds".formatted(share(progress), (now - started) / 1_000_000_000);
    int room = style.width() - 1 - Text.width(scenario) - Text.width(right) - 4;
    int width = Math.max(LEAST_BAR, Math.min(MOST_BAR, room));
    int done = (int) (width * Math.min(progress.done(), progress.total()) / progress.total());
    String full = (style.unicode() ? "━" : "#").repeat(done);
    String rest = (style.unicode() ? "─" : ".").repeat(width - done);
    String left =
        Text.cut(scenario, Math.max(LEAST_BAR, Text.width(scenario) + room - width), style);
    return "%s  %s%s  %s"
        .formatted(left, Tone.EVENT.paint(full, style), Tone.FAINT.paint(rest, style), right);
  }

  /** Writes over the line that the cursor is on. */
  private void draw(String line) {
    erase();
    out.print(line);
  }

  /** Clears the line that the cursor is on: ECMA-48, erase in line. */
  private void erase() {
    if (live) {
      out.print("\r\u001b[K");
    }
  }

  private void say(Tone tone, String text) {
    erase();
    out.println(tone.paint(Text.clean(text), style));
  }
}
