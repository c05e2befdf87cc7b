package dev.fedbench.core.rpc;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.atomic.LongAdder;

/** Counts for {@link CompressionStats}. Thread-safe, without contention. */
final class CompressionCounter {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final LongAdder compressed = new LongAdder();
  private final LongAdder small = new LongAdder();
  private final LongAdder incompressible = new LongAdder();
  private final LongAdder plainBytes = new LongAdder();
  private final LongAdder sentBytes = new LongAdder();
  private final LongAdder compressNanos = new LongAdder();
  private final LongAdder decompressed = new LongAdder();
  private final LongAdder decompressNanos = new LongAdder();

  /** How a body was sent. */
  enum Way {
    COMPRESSED,
    SMALL,
    INCOMPRESSIBLE
  }

  /** CPU time of this thread; it cannot be told on every JVM, and is 0 there. */
  static long cpuNanos() {
    return THREADS.isCurrentThreadCpuTimeSupported() ? THREADS.getCurrentThreadCpuTime() : 0;
  }

  void sent(Way way, int plain, int sent) {
    switch (way) {
      case COMPRESSED -> compressed.increment();
      case SMALL -> small.increment();
      case INCOMPRESSIBLE -> incompressible.increment();
    }
    plainBytes.add(plain);
    sentBytes.add(sent);
  }

  void compressedSince(long startCpuNanos) {
    compressNanos.add(cpuNanos() - startCpuNanos);
  }

  void decompressedSince(long startCpuNanos) {
    decompressed.increment();
    decompressNanos.add(cpuNanos() - startCpuNanos);
  }

  CompressionStats stats() {
    return new CompressionStats(
        compressed.sum(),
        small.sum(),
        incompressible.sum(),
        plainBytes.sum(),
        sentBytes.sum(),
        compressNanos.sum(),
        decompressed.sum(),
        decompressNanos.sum());
  }
}
