package dev.fedbench.core.suite.proof;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;

/**
 * The most of the heap that was in use: the sum of its pools' peaks, which may not have been at the
 * same time, garbage included.
 */
final class HeapPeak {

  private HeapPeak() {}

  /** Collects first, so that the garbage of earlier work is not in it; takes some milliseconds. */
  static void reset() {
    System.gc();
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      pool.resetPeakUsage();
    }
  }

  static long bytes() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP && pool.getPeakUsage() != null)
        .mapToLong(pool -> pool.getPeakUsage().getUsed())
        .sum();
  }
}
