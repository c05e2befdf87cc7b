package dev.fedbench.examples.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the packaged jar as users do: {@code java -jar fedbench.jar}. */
final class Fedbench implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 120;

  /** What makes a JVM of a few seconds cheaper. */
  private static final List<String> SOON_OVER =
      List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private final Process process;
  private final Path out;
  private final Path err;

  private Fedbench(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** What a process said. */
  record Said(int exitCode, String out, String err) {}

  static Said run(Path directory, String... arguments) throws Exception {
    try (Fedbench running = start(directory, arguments)) {
      return running.finish();
    }
  }

  static Fedbench start(Path directory, String... arguments) throws IOException {
    return start(directory, Map.of(), arguments);
  }

  /** With variables of the environment besides. */
  static Fedbench start(Path directory, Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(SOON_OVER);
    command.add("-Dfile.encoding=UTF-8");
    command.add("-jar");
    command.add(System.getProperty("fedbench.jar"));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(directory, "out", ".txt");
    Path err = Files.createTempFile(directory, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().putAll(environment);
    return new Fedbench(builder.start(), out, err);
  }

  /** Waits until a line of what it says begins so, and returns the rest of that line. */
  String awaitLine(String beginning) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (System.nanoTime() < end) {
      for (String line : (text(out) + "\n" + text(err)).split("\n", -1)) {
        if (line.startsWith(beginning)) {
          return line.substring(beginning.length()).strip();
        }
      }
      if (!process.isAlive()) {
        break;
      }
      Thread.sleep(50);
    }
    throw new IllegalStateException("no line '" + beginning + "' in " + text(out) + text(err));
  }

  /** As Ctrl-C does. */
  void interrupt() throws Exception {
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
  }

  void kill() {
    process.destroyForcibly();
  }

  Said finish() throws Exception {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("still running: " + text(out) + text(err));
    }
    return new Said(process.exitValue(), text(out), text(err));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
