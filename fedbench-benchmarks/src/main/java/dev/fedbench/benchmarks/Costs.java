package dev.fedbench.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** What the same work took, each time: wall clock and CPU time. */
final class Costs {

  /** Whose CPU time counts. */
  enum Cpu {
    THREAD {
      @Override
      double seconds() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
      }
    },
    /** This process, with all that the JVM does besides. */
    PROCESS {
      @Override
      double seconds() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime()
            / 1e9;
      }
    },
    /** Processes that this one started, and which have ended. */
    CHILDREN {
      @Override
      double seconds() throws IOException {
        return Machine.childrenCpuSeconds();
      }
    };

    abstract double seconds() throws IOException;
  }

  private final List<Double> wall = new ArrayList<>();
  private final List<Double> cpu = new ArrayList<>();

  <T> T time(Cpu whose, Callable<T> work) throws Exception {
    double cpuBefore = whose.seconds();
    long before = System.nanoTime();
    T result = work.call();
    add((System.nanoTime() - before) / 1e9, whose.seconds() - cpuBefore);
    return result;
  }

  private void add(double wallClock, double cpuTime) {
    wall.add(wallClock);
    cpu.add(cpuTime);
  }

  /** The first, as {@link #addPlain} reads it from another process. */
  String plain() {
    return wall.get(0) + " " + cpu.get(0);
  }

  void addPlain(String plain) {
    String[] numbers = plain.split(" ");
    add(Double.parseDouble(numbers[0]), Double.parseDouble(numbers[1]));
  }

  /** The median of the CPU times. */
  double cpuSeconds() {
    return Median.of(cpu.stream().mapToDouble(Double::doubleValue).toArray()).value();
  }

  String seconds() {
    return text(1, "%.2f", "s");
  }

  String millis() {
    return text(1e3, "%.1f", "ms");
  }

  private String text(double perSecond, String format, String unit) {
    return "wall %s %s, CPU %s %s"
        .formatted(text(wall, perSecond, format), unit, text(cpu, perSecond, format), unit);
  }

  private static String text(List<Double> seconds, double perSecond, String format) {
    double[] values = seconds.stream().mapToDouble(each -> each * perSecond).toArray();
    return values.length == 1 ? format.formatted(values[0]) : Median.of(values).text(format);
  }
}
