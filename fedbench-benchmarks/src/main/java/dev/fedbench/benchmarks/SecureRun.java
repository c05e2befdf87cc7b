package dev.fedbench.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The command line's main job in a fresh process that has no keys yet: from the start of the JVM to
 * its end, set-up of the keys, ten proofs and the reports included.
 */
final class SecureRun implements Figure {

  private static final int RUNS = 5;
  private static final int CLIENTS = 10;

  /** As for two JVMs, without what fixed heaps are for. */
  private static final List<String> SHORT_LIVED =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  @Override
  public void measure(PrintStream out) throws Exception {
    Costs byDefault = new Costs();
    Costs shortLived = new Costs();
    for (int i = 0; i < RUNS; i++) { // in turns: neighbours come and go
      byDefault.time(Costs.Cpu.CHILDREN, () -> run(List.of()));
      shortLived.time(Costs.Cpu.CHILDREN, () -> run(SHORT_LIVED));
    }
    out.printf("%d secure clients, HTTP, no keys yet, JVM start to end, %d runs%n", CLIENTS, RUNS);
    out.printf("no JVM options: %s (bound: 5 s)%n", byDefault.seconds());
    out.printf("%s: %s (for comparison, no bound)%n", SHORT_LIVED, shortLived.seconds());
  }

  private static Path run(List<String> options) throws Exception {
    Path directory = Files.createTempDirectory("fedbench-secure");
    try {
      return run(options, directory);
    } finally {
      delete(directory);
    }
  }

  private static Path run(List<String> options, Path directory) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Jvm.executable());
    command.addAll(options);
    command.addAll(List.of("-jar", jar().toString(), "benchmark", "run"));
    command.addAll(List.of("--clients", Integer.toString(CLIENTS), "--secure"));
    command.addAll(List.of("--coordinator-port", "0", "-o", "run.json", "--csv", "run.csv"));
    Path said = directory.resolve("said.txt");
    ProcessBuilder process = new ProcessBuilder(command).directory(directory.toFile());
    process.environment().put("XDG_CACHE_HOME", directory.resolve("cache").toString());
    int code = process.redirectErrorStream(true).redirectOutput(said.toFile()).start().waitFor();
    String text = Files.readString(said);
    if (code != 0 || !text.contains(CLIENTS + " (100%)")) {
      throw new IllegalStateException(
          "exit code %d; expected 0 and %d updates accepted: %s".formatted(code, CLIENTS, text));
    }
    return directory;
  }

  private static Path jar() {
    String name = System.getProperty("fedbench.jar", "");
    Path jar = Path.of(name).toAbsolutePath();
    if (name.isEmpty() || !Files.isRegularFile(jar)) {
      throw new IllegalStateException(
          "system property fedbench.jar: '%s'; expected the command line's jar, which fedbench-examples builds"
              .formatted(name));
    }
    return jar;
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
