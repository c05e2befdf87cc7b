package dev.fedbench.core.transport.http;

import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * How many connections one address may hold, so that no single machine takes them all. Whoever is
 * on this machine needs no connections to harm it: by default loopback, where fleets of simulated
 * clients are, has no limit of its own.
 */
final class AddressLimit {

  private final int most;
  private final boolean loopbackToo;
  private final ConcurrentMap<InetAddress, Integer> held = new ConcurrentHashMap<>();

  AddressLimit(int most, boolean loopbackToo) {
    this.most = most;
    this.loopbackToo = loopbackToo;
  }

  /**
   * Counts one more; false if that is one too many. It is counted all the same, until it leaves.
   */
  boolean enter(InetAddress address) {
    return held.merge(address, 1, Integer::sum) <= most
        || !loopbackToo && address.isLoopbackAddress();
  }

  /** Counts one less. */
  void leave(InetAddress address) {
    held.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
  }
}
