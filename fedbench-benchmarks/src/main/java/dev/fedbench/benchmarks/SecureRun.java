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

  private static final int RUNS = 7;
  private static final int CLIENTS = 10;
  private static final String SERIAL = "-XX:+UseSerialGC";
  private static final String C1_ONLY = "-XX:TieredStopAtLevel=1";

  @Override
  public void measure(PrintStream out) throws Exception {
    List<List<String>> options = List.of(List.of(), List.of(SERIAL), List.of(SERIAL, C1_ONLY));
    List<Costs> costs = options.stream().map(each -> new Costs()).toList();
    for (int i = 0; i < RUNS; i++) {
      for (int o = 0; o < options.size(); o++) { // in turns: neighbours come and go
        List<String> jvm = options.get(o);
        costs.get(o).time(Costs.Cpu.CHILDREN, () -> run(jvm));
      }
    }
    out.printf("%d secure clients, HTTP, no keys yet, JVM start to end, %d runs%n", CLIENTS, RUNS);
    for (int o = 0; o < options.size(); o++) {
      out.printf(
          "JVM options %s: %s %s%n",
          options.get(o),
          costs.get(o).seconds(),
          o == 0 ? "(bound: 5 s of wall clock)" : "(for comparison, no bound)");
    }
  }

  private static String run(List<String> options) throws Exception {
    Path directory = Files.createTempDirectory("fedbench-secure");
    try {
      return run(options, directory);
    } finally {
      delete(directory);
    }
  }

  /** What it said. */
  private static String run(List<String> options, Path directory) throws Exception {
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
    return text;
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
