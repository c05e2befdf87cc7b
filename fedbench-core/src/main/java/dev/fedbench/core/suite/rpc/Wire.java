package dev.fedbench.core.suite.rpc;

import dev.fedbench.core.transport.InProcessTransport;
import dev.fedbench.rpc.Transport;
import java.util.Optional;

/**
 * A transport of a run. One that is found by its name is used as it is found, on both sides, so
 * that a process of its own and this one do the same.
 *
 * @param name the transport's name
 * @param own the very transport, which no other process could find; empty if it is found by name
 * @param inside whether the server is in this process
 * @param encrypted whether all that runs over it is encrypted, and not only what compares
 */
record Wire(String name, Optional<Transport> own, boolean inside, boolean encrypted) {

  /** What there is under that name. */
  static Wire found(Transport found, boolean inside, boolean encrypted) {
    boolean here = inside || found instanceof InProcessTransport;
    return new Wire(found.name(), Optional.empty(), here, encrypted);
  }

  /**
   * A run's own transport.
   *
   * @param found what there is under its name, if there is something
   */
  static Wire of(Transport named, Optional<Transport> found, boolean inside, boolean encrypted) {
    if (found.isEmpty()) {
      return new Wire(named.name(), Optional.of(named), true, encrypted);
    }
    boolean other = !scheme(named).equals(scheme(found.get()));
    return found(found.get(), inside, encrypted || other);
  }

  private static String scheme(Transport transport) {
    return transport.address("localhost", 0).getScheme();
  }
}
