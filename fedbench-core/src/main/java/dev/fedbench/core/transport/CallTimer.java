package dev.fedbench.core.transport;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One thread for timeouts: starts with the first, ends a second after the last or on close.
 *
 * <p>Nearly all timeouts are set and taken back. A timeout that becomes the first in the queue
 * wakes the thread, which costs more than a call; so while timeouts are being set, a pulse ten
 * times a second keeps the first place, and what is due later wakes nobody.
 */
public final class CallTimer implements AutoCloseable {

  private static final long PULSE_MILLIS = 100;

  private final ScheduledThreadPoolExecutor executor;
  private final AtomicBoolean pulsing = new AtomicBoolean();
  private volatile boolean used;

  /** Starts no thread yet. */
  public CallTimer(String threadName) {
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

  /** Runs the task, which must be short, once after the delay; never after close. */
  public Future<?> schedule(Runnable task, long delayNanos) {
    if (!used) {
      used = true;
    }
    if (!pulsing.get() && pulsing.compareAndSet(false, true)) {
      pulse();
    }
    return executor.schedule(task, delayNanos, TimeUnit.NANOSECONDS);
  }

  private void pulse() {
    if (used) {
      used = false;
      executor.schedule(this::pulse, PULSE_MILLIS, TimeUnit.MILLISECONDS);
    } else {
      pulsing.set(false);
    }
  }

  @Override
  public void close() {
    executor.shutdown();
  }

  /** The duration in nanoseconds, at most 146 years so that sums with a clock do not overflow. */
  public static long nanos(Duration duration) {
    long most = Long.MAX_VALUE / 2;
    return duration.compareTo(Duration.ofNanos(most)) >= 0 ? most : duration.toNanos();
  }
}
