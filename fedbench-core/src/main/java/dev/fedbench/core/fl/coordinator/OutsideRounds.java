package dev.fedbench.core.fl.coordinator;

import dev.fedbench.core.fl.wire.Cause;
import java.util.HashMap;
import java.util.Map;

/**
 * The last round of each client that nobody has enrolled: rounds must rise, so that no update
 * counts twice. Forgetting one would let its updates in again, so there is a most. Guarded by the
 * run's lock.
 */
final class OutsideRounds {

  private static final int MOST_CLIENTS = 100_000;

  private final Map<String, Long> last = new HashMap<>();

  void admit(String client, long round) throws RefusedException {
    Long before = last.get(client);
    if (before == null && last.size() >= MOST_CLIENTS) {
      throw new RefusedException(
          Cause.UNKNOWN_CLIENT, "%d clients that nobody enrolled are enough", MOST_CLIENTS);
    }
    if (round < 1) {
      throw new RefusedException(Cause.MALFORMED, "round %d; expected at least 1", round);
    }
    if (before != null && round <= before) {
      throw new RefusedException(
          Cause.DUPLICATE, "round %d; this client's last was %d", round, before);
    }
  }

  void note(String client, long round) {
    last.put(client, round);
  }
}
