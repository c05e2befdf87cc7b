package dev.fedbench.core.transport;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One thread for timeouts: starts with the first, ends a second after the last or on close. */
final class CallTimer implements AutoCloseable {

  private final ScheduledThreadPoolExecutor executor;

  CallTimer(String threadName) {
    executor =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, threadName);
              thread.setDaemon(true);
              return thread;
            },
            // Closed: whatever would have timed out has been ended.
            new ThreadPoolExecutor.DiscardPolicy());
    executor.setRemoveOnCancelPolicy(true);
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    executor.setKeepAliveTime(1, TimeUnit.SECONDS);
    executor.allowCoreThreadTimeOut(true);
  }

  /** Runs the task, which must be short, once after the delay. */
  Future<?> schedule(Runnable task, long delayNanos) {
    return executor.schedule(task, delayNanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    executor.shutdown();
  }

  /** The duration in nanoseconds, at most 146 years so that sums with a clock do not overflow. */
  static long nanos(Duration duration) {
    long most = Long.MAX_VALUE / 2;
    return duration.compareTo(Duration.ofNanos(most)) >= 0 ? most : duration.toNanos();
  }
}
