package dev.fedbench.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the figures were measured on, and the system's own accounts of this process. */
final class Machine {

  private Machine() {}

  static void print(PrintStream out) throws IOException {
    String cpu =
        lines("/proc/cpuinfo").stream()
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElse("unknown processor");
    out.printf(
        "%s, %d processors, %s %s, Java %s (%s), load %s%n",
        cpu,
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name"),
        System.getProperty("os.version"),
        Runtime.version(),
        System.getProperty("java.vm.vendor"),
        lines("/proc/loadavg").stream().findFirst().orElse("unknown"));
  }

  /** The largest resident set of this process so far, in MiB; -1 where the system does not say. */
  static long peakResidentMib() throws IOException {
    return lines("/proc/self/status").stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")) / 1024)
        .findFirst()
        .orElse(-1);
  }

  /**
   * CPU time of the processes that this one started and waited for, user and system, in seconds: in
   * ticks of a hundredth, which is what Linux counts in on every processor that we know; NaN where
   * the system does not say. See proc(5), cutime and cstime.
   */
  static double childrenCpuSeconds() throws IOException {
    return lines("/proc/self/stat").stream()
        .map(line -> line.substring(line.lastIndexOf(')') + 2).split(" "))
        .mapToDouble(fields -> (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) / 100.0)
        .findFirst()
        .orElse(Double.NaN);
  }

  private static List<String> lines(String file) throws IOException {
    return Files.isReadable(Path.of(file)) ? Files.readAllLines(Path.of(file)) : List.of();
  }
}
