package dev.fedbench.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What this thread has spent so far, in nanoseconds.
 *
 * @param wall on the clock
 * @param user computing
 * @param system in system calls
 * @param queued ready to run, while others had the processor; 0 where the system does not say
 */
record ThreadTime(long wall, long user, long system, long queued) {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** Time on a processor, time waiting for one, times it got one. See proc(5). */
  private static final Path SCHEDULE = Path.of("/proc/thread-self/schedstat");

  static ThreadTime now() throws IOException {
    long cpu = THREADS.getCurrentThreadCpuTime();
    long user = THREADS.getCurrentThreadUserTime();
    long queued =
        Files.isReadable(SCHEDULE)
            ? Long.parseLong(Files.readString(SCHEDULE).strip().split(" ")[1])
            : 0;
    return new ThreadTime(System.nanoTime(), user, cpu - user, queued);
  }

  /**
   * What was spent since then by so many threads, as a speed: the clock's, unless it was this one.
   */
  static double megabytesASecond(long bytes, ThreadTime start, int threads) throws IOException {
    ThreadTime spent = now().since(start);
    return bytes * 1e3 / (threads == 1 ? spent.own() : spent.wall());
  }

  ThreadTime since(ThreadTime start) {
    return new ThreadTime(
        wall - start.wall, user - start.user, system - start.system, queued - start.queued);
  }

  /** Without what others had the processor for. */
  long own() {
    return wall - queued;
  }

  long cpu() {
    return user + system;
  }

  /** Neither computing nor ready to: waiting for the disk. */
  long waited() {
    return Math.max(0, own() - cpu());
  }
}
