package dev.fedbench.core.fl.coordinator;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;

/**
 * How many wrong signatures a peer may have checked: a check is all that a request to join costs
 * beyond any other call, and whoever asks has shown nothing yet. Right signatures are not counted,
 * so that any number of clients may join from one peer. Peers are many: the least recently used are
 * forgotten. Thread-safe.
 */
final class JoinLimit {

  /** Wrong signatures that a peer may send at once. */
  static final int BURST = 100;

  /** How long until a peer may send one more: 100 ms. */
  static final long NANOS_PER_CHECK = 100_000_000;

  static final int MAX_PEERS = 10_000;

  /** By peer, when all its wrong signatures will be forgiven. */
  private final Cache<String, Long> forgiven =
      CacheBuilder.newBuilder().maximumSize(MAX_PEERS).build();

  /** Whether a signature of that peer may be checked. */
  boolean allows(String peer, long nowNanos) {
    Long until = forgiven.getIfPresent(peer);
    return until == null || until - nowNanos <= (BURST - 1) * NANOS_PER_CHECK;
  }

  /** A signature of that peer was checked and is wrong. */
  void wrong(String peer, long nowNanos) {
    forgiven
        .asMap()
        .compute(
            peer,
            (key, until) ->
                NANOS_PER_CHECK
                    + (until == null || until - nowNanos < 0 ? nowNanos : until.longValue()));
  }

  int peers() {
    forgiven.cleanUp();
    return (int) forgiven.size();
  }
}
