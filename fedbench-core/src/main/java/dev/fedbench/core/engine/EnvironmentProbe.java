package dev.fedbench.core.engine;

import com.sun.management.OperatingSystemMXBean;
import dev.fedbench.result.Environment;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks at the machine and the JVM. */
final class EnvironmentProbe {

  private EnvironmentProbe() {}

  static Environment probe() {
    Runtime runtime = Runtime.getRuntime();
    return new Environment(
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("os.arch"),
        cpu().orElse("unknown"),
        runtime.availableProcessors(),
        memoryBytes(),
        runtime.maxMemory(),
        Runtime.version().toString(),
        System.getProperty("java.vm.name") + ", " + System.getProperty("java.vm.vendor"),
        Optional.ofNullable(EnvironmentProbe.class.getPackage().getImplementationVersion())
            .orElse("development"));
  }

  private static Optional<String> cpu() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst();
    } catch (IOException | RuntimeException e) {
      return Optional.empty(); // not Linux, or not readable: the model stays unknown
    }
  }

  private static long memoryBytes() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : 0;
  }
}
