package dev.fedbench.core.suite.rpc;

import dev.fedbench.core.load.SampleSink;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The samples of one iteration, in the order in which they came, up to a bound. Taking one is an
 * increment that threads share and three stores. Thread-safe to take; read when the load is over.
 */
final class RequestTimes implements SampleSink {

  /** 24 MB of them. */
  static final int MOST = 1 << 20;

  private static final int CHUNK = 1 << 12;
  private static final int FIELDS = 3;

  private final AtomicReferenceArray<long[]> chunks = new AtomicReferenceArray<>(MOST / CHUNK);
  private final AtomicLong taken = new AtomicLong();

  @Override
  public void take(long dueNanos, long sentNanos, long doneNanos, boolean answered) {
    long index = taken.getAndIncrement();
    if (index < MOST) {
      long[] chunk = chunk((int) (index / CHUNK));
      int at = (int) (index % CHUNK) * FIELDS;
      chunk[at] = dueNanos;
      chunk[at + 1] = sentNanos;
      chunk[at + 2] = answered ? doneNanos : ~doneNanos; // which is negative
    }
  }

  private long[] chunk(int number) {
    long[] found = chunks.get(number);
    if (found != null) {
      return found;
    }
    chunks.compareAndSet(number, null, new long[CHUNK * FIELDS]);
    return chunks.get(number);
  }

  /** How many it has. */
  int kept() {
    return (int) Math.min(MOST, taken.get());
  }

  /** How many came when it was full. */
  long omitted() {
    return taken.get() - kept();
  }

  /** One of those that it has, in the order in which they came: due, sent, done, answered. */
  String line(int index) {
    long[] chunk = chunks.get(index / CHUNK);
    int at = index % CHUNK * FIELDS;
    long done = chunk[at + 2];
    return chunk[at] + "," + chunk[at + 1] + "," + (done < 0 ? ~done : done) + "," + (done >= 0);
  }
}
