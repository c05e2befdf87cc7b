package dev.fedbench.core.suite.rpc;

import dev.fedbench.core.rpc.SchedulerLoad;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * Whether all is as it was before: what does not become so within a while was left behind. Not
 * thread-safe.
 */
final class LeakCheck {

  private static final int POLL_MILLIS = 20;

  private final Duration patience;
  private final List<String> found = new ArrayList<>();

  LeakCheck(Duration patience) {
    this.patience = patience;
  }

  /** What was left behind, in words; empty if nothing was. */
  List<String> found() {
    return List.copyOf(found);
  }

  void add(String leak) {
    found.add(leak);
  }

  /** Waits until nobody finds fault; the last fault is a leak. */
  void expect(Callable<Optional<String>> fault) throws Exception {
    long start = System.nanoTime();
    Optional<String> last = fault.call();
    while (last.isPresent() && System.nanoTime() - start < patience.toNanos()) {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      last = fault.call();
    }
    last.ifPresent(found::add);
  }

  /** A scheduler holds nothing when every call is over. */
  static Optional<String> held(SchedulerLoad load) {
    return load.isIdle()
        ? Optional.empty()
        : Optional.of(
            "the server's scheduler holds %d queued and %d running calls and %d order keys; expected none"
                .formatted(load.queued(), load.running(), load.keys()));
  }

  /** No more connections than there were. */
  static Optional<String> connections(String side, OptionalLong now, OptionalLong before) {
    return now.isEmpty() || before.isEmpty() || now.getAsLong() <= before.getAsLong()
        ? Optional.empty()
        : Optional.of(
            "the %s has %d connections more than before its clients came"
                .formatted(side, now.getAsLong() - before.getAsLong()));
  }

  static Optional<String> threads(List<String> names) {
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of("threads are left: " + String.join(", ", names));
  }
}
