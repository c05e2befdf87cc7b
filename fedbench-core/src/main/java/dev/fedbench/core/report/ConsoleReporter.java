package dev.fedbench.core.report;

import dev.fedbench.report.Reporter;
import dev.fedbench.result.BenchmarkResult;
import java.io.IOException;
import java.io.PrintStream;

/** Prints the result as tables. */
public final class ConsoleReporter implements Reporter {

  private final PrintStream out;
  private final ConsoleStyle style;

  /** Prints to standard output, in the style that suits it. */
  public ConsoleReporter() {
    this(System.out, ConsoleStyle.of(System.out));
  }

  /**
   * Prints to a stream.
   *
   * @param out is flushed, and stays open
   */
  public ConsoleReporter(PrintStream out, ConsoleStyle style) {
    this.out = out;
    this.style = style;
  }

  @Override
  public String name() {
    return "console";
  }

  @Override
  public void report(BenchmarkResult result) throws IOException {
    out.print(TextReport.render(result, style));
    if (out.checkError()) {
      throw new IOException("the console did not take the whole report");
    }
  }
}
