package dev.fedbench.storage.suite;

import static dev.fedbench.metric.StorageMetrics.GC_COUNT;
import static dev.fedbench.metric.StorageMetrics.GC_TIME;
import static dev.fedbench.metric.StorageMetrics.HEAP_PEAK;

import dev.fedbench.metric.Recorder;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Looks at the heap every few milliseconds while something runs, in a thread of its own that ends
 * with it.
 */
final class Heap implements AutoCloseable {

  private static final int MILLIS = 5;

  private final long before = live();
  private final AtomicLong peak = new AtomicLong(before);
  private final long collections = collections();
  private final long millis = millis();
  private final Thread watcher;

  Heap() {
    watcher = new Thread(this::watch, "fedbench-heap-watch");
    watcher.setDaemon(true);
    watcher.start();
  }

  private void watch() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        peak.accumulateAndGet(used(), Math::max);
        Thread.sleep(MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // it is told to end
    }
  }

  /** Bytes of the heap that are in use, garbage included. */
  static long used() {
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** Bytes in use after a full collection. */
  static long live() {
    System.gc();
    return used();
  }

  private static long collections() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
        .sum();
  }

  private static long millis() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionTime)
        .sum();
  }

  /** Records the peak and the collections so far. */
  void record(Recorder recorder) {
    recorder.record(HEAP_PEAK, Math.max(0, Math.max(peak.get(), used()) - before));
    recorder.record(GC_COUNT, collections() - collections);
    recorder.record(GC_TIME, (millis() - millis) / 1e3);
  }

  @Override
  public void close() {
    watcher.interrupt();
    boolean interrupted = false;
    while (watcher.isAlive()) {
      try {
        watcher.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
