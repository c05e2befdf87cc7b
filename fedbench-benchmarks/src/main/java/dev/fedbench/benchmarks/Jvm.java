package dev.fedbench.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A Java process of our own, which prints {@code name value} lines. */
final class Jvm implements AutoCloseable {

  private final Process process;
  private final BufferedReader out;
  private final Map<String, String> values = new TreeMap<>();

  private Jvm(Process process) {
    this.process = process;
    out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  static Jvm start(List<String> options, Class<?> main, Object... arguments) throws IOException {
    return start(System.getProperty("java.class.path"), options, main, arguments);
  }

  /** With another class path than this process has. */
  static Jvm start(String classPath, List<String> options, Class<?> main, Object... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(executable());
    command.addAll(options);
    command.add("-cp");
    command.add(classPath);
    command.add(main.getName());
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return new Jvm(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /** The Java that runs this. */
  static String executable() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Reads until the process has printed that value. */
  String await(String name) throws IOException {
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      int blank = line.indexOf(' ');
      if (blank > 0) {
        values.put(line.substring(0, blank), line.substring(blank + 1));
      }
      if (values.containsKey(name)) {
        return values.get(name);
      }
    }
    throw new IOException("the process ended and did not print " + name + "; it printed " + values);
  }

  /** Reads to the end; every value printed. */
  Map<String, String> finish() throws IOException, InterruptedException {
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      int blank = line.indexOf(' ');
      if (blank > 0) {
        values.put(line.substring(0, blank), line.substring(blank + 1));
      }
    }
    int code = process.waitFor();
    if (code != 0) {
      throw new IOException("the process ended with " + code + "; it printed " + values);
    }
    return values;
  }

  /** CPU time of the process so far, as the system counts it; 0 if it does not. */
  double cpuSeconds() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() * 1e-9;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
