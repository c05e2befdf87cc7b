package dev.fedbench.zmq.curve;

import java.util.concurrent.atomic.LongAdder;

/**
 * What stands before a server's socket; {@link Authenticator#guard} makes it. Close it after the
 * socket. Thread-safe.
 */
public final class Guard implements AutoCloseable {

  private final String domain;
  private final AllowList clients;
  private final Runnable onClose;
  private final LongAdder accepted = new LongAdder();
  private final LongAdder denied = new LongAdder();

  Guard(String domain, AllowList clients, Runnable onClose) {
    this.domain = domain;
    this.clients = clients;
    this.onClose = onClose;
  }

  boolean admits(CurvePublicKey client) {
    boolean allowed = clients.allows(client);
    (allowed ? accepted : denied).increment();
    return allowed;
  }

  void deny() {
    denied.increment();
  }

  AllowList clients() {
    return clients;
  }

  /** How many connections were let in. */
  public long accepted() {
    return accepted.sum();
  }

  /** How many were not. JeroMQ's clients do not try again by themselves, others may. */
  public long denied() {
    return denied.sum();
  }

  /** From now on nobody is let in. */
  @Override
  public void close() {
    onClose.run();
  }

  @Override
  public String toString() {
    return "Guard[%s, %s]".formatted(domain, clients);
  }
}
