package dev.fedbench.core.fl.coordinator;

import dev.fedbench.core.fl.identity.Enrolment;
import dev.fedbench.core.fl.wire.Cause;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The last round of each client that nobody has enrolled: rounds must rise, so that no update
 * counts twice. Forgetting one would let its updates in again, so there is a most. Guarded by the
 * run's lock.
 */
final class OutsideRounds {

  private static final int MOST_CLIENTS = 100_000;

  private final Enrolment enrolment;
  private final Map<String, Long> last = new HashMap<>();

  OutsideRounds(Enrolment enrolment) {
    this.enrolment = enrolment;
  }

  void admit(String client, long round) throws RefusedException {
    if (mustSign(client)) {
      throw new RefusedException(
          Cause.UNSIGNED, "a client of this id is enrolled with a key: it must join, and sign");
    }
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

  /** Otherwise anyone could speak for it, and its updates count twice. */
  private boolean mustSign(String client) {
    OptionalInt index = enrolment.index(client);
    return index.isPresent() && enrolment.publicKey(index.getAsInt()).isPresent();
  }

  void note(String client, long round) {
    last.put(client, round);
  }
}
