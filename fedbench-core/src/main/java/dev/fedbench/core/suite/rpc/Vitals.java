package dev.fedbench.core.suite.rpc;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.OptionalLong;

/**
 * What a process has used since it began.
 *
 * @param cpuNanos CPU time of all its threads; empty where the platform does not tell
 * @param allocatedBytes heap that was allocated; see {@link Allocation}
 * @param collections garbage collections
 * @param collectionMillis time they took, as the collectors count it
 */
record Vitals(
    OptionalLong cpuNanos, OptionalLong allocatedBytes, long collections, long collectionMillis) {

  /** This process, now. */
  static Vitals ofThisProcess() {
    long collections = 0;
    long millis = 0;
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      collections += Math.max(0, collector.getCollectionCount());
      millis += Math.max(0, collector.getCollectionTime());
    }
    return new Vitals(cpu(), Allocation.bytes(), collections, millis);
  }

  private static OptionalLong cpu() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
            && system.getProcessCpuTime() >= 0
        ? OptionalLong.of(system.getProcessCpuTime())
        : OptionalLong.empty();
  }

  /** What was used between an earlier moment and this one. */
  Vitals since(Vitals earlier) {
    return new Vitals(
        difference(cpuNanos, earlier.cpuNanos),
        difference(allocatedBytes, earlier.allocatedBytes),
        collections - earlier.collections,
        collectionMillis - earlier.collectionMillis);
  }

  private static OptionalLong difference(OptionalLong now, OptionalLong before) {
    return now.isPresent() && before.isPresent() && now.getAsLong() >= before.getAsLong()
        ? OptionalLong.of(now.getAsLong() - before.getAsLong())
        : OptionalLong.empty();
  }
}
