package dev.fedbench.examples.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The command line in this process, and what it says. */
final class Terminal {

  /** What a command said. */
  record Said(int exitCode, String out, String err) {}

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /** Paths are written as they are. */
  static Said run(Object... arguments) {
    return new Terminal().execute(arguments);
  }

  Said execute(Object... arguments) {
    CommandLine line = Cli.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    String[] texts = Stream.of(arguments).map(Object::toString).toArray(String[]::new);
    int exitCode = line.execute(texts);
    return new Said(exitCode, out.toString(), err.toString());
  }

  /** Waits until a line begins so, and returns the rest of it. */
  String awaitLine(String beginning) throws InterruptedException {
    for (int i = 0; i < 1_200; i++) {
      for (String line : out.toString().split("\n")) {
        if (line.startsWith(beginning)) {
          return line.substring(beginning.length()).strip();
        }
      }
      Thread.sleep(50);
    }
    throw new IllegalStateException("no line '" + beginning + "' in " + out + err);
  }
}
