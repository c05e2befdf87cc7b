package dev.fedbench.core.suite.proof;

import dev.fedbench.metric.Metric;
import dev.fedbench.metric.Recorder;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** Wall clock and this thread's CPU time, from its making on. */
final class Stopwatch {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final double NANOS_PER_SECOND = 1e9;

  private final long startCpu = THREADS.getCurrentThreadCpuTime();
  private final long start = System.nanoTime();

  /** Records both, each divided by how many it was for. */
  void record(Recorder recorder, Metric wall, Metric cpu, int count) {
    long nanos = System.nanoTime() - start;
    long cpuNanos = THREADS.getCurrentThreadCpuTime() - startCpu;
    recorder.record(wall, nanos / NANOS_PER_SECOND / count);
    recorder.record(cpu, cpuNanos / NANOS_PER_SECOND / count);
  }

  double seconds() {
    return (System.nanoTime() - start) / NANOS_PER_SECOND;
  }
}
