package dev.fedbench.core.report;

import java.io.Console;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * How text reports look.
 *
 * @param colour whether to colour, by escape sequences
 * @param unicode whether to draw lines with box-drawing characters; else with ASCII
 * @param width columns to fit in
 */
public record ConsoleStyle(boolean colour, boolean unicode, int width) {

  /** A width that everything fits in: for files and pipes. */
  public static final int UNBOUNDED = Integer.MAX_VALUE;

  private static final int USUAL_WIDTH = 80;

  public ConsoleStyle {
    if (width < 1) {
      throw new IllegalArgumentException("width: %d; expected at least 1".formatted(width));
    }
  }

  /** No colours, no bound: what a file of that charset can hold. */
  public static ConsoleStyle plain(Charset charset) {
    return new ConsoleStyle(false, charset.equals(StandardCharsets.UTF_8), UNBOUNDED);
  }

  /**
   * What suits standard output or standard error. The JDK cannot tell which of them is a terminal:
   * both are taken for one if {@link #onTerminal}.
   */
  public static ConsoleStyle of(PrintStream out) {
    return of(onTerminal(), charset(out), System.getenv());
  }

  /**
   * What suits a stream. Colours need a terminal that knows them, and no {@code NO_COLOR} in the
   * environment (no-color.org). {@code COLUMNS} is the width, 80 unless said.
   *
   * @param terminal whether the stream ends on a terminal
   * @param environment environment variables
   */
  static ConsoleStyle of(boolean terminal, Charset charset, Map<String, String> environment) {
    if (!terminal) {
      return plain(charset);
    }
    boolean colour =
        environment.getOrDefault("NO_COLOR", "").isEmpty()
            && !environment.getOrDefault("TERM", "dumb").equals("dumb");
    String columns = environment.getOrDefault("COLUMNS", "");
    int width = columns.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(columns) : USUAL_WIDTH;
    return new ConsoleStyle(colour, charset.equals(StandardCharsets.UTF_8), width);
  }

  /** Whether this process's standard input and output are a terminal. */
  public static boolean onTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try { // from Java 22 on there is a console even without a terminal
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }

  /** A print stream's charset: it says so itself from Java 18 on. */
  private static Charset charset(PrintStream out) {
    try {
      return (Charset) PrintStream.class.getMethod("charset").invoke(out);
    } catch (ReflectiveOperationException e) {
      String stdout = System.getProperty("sun.stdout.encoding", "");
      return stdout.isEmpty() ? Charset.defaultCharset() : Charset.forName(stdout);
    }
  }
}
