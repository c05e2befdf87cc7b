package dev.fedbench.core.fl.fleet;

import dev.fedbench.fl.Client;
import dev.fedbench.fl.ClientContext;
import dev.fedbench.fl.ClientFactory;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

/**
 * Makes clients, and keeps them while the run is small enough. A slot's client is used by one
 * thread at a time: whoever borrows it sees to that, and closes it if the pool was closed
 * meanwhile.
 */
final class ClientPool implements AutoCloseable {

  /** Work with a client. */
  interface Work<T> {
    T with(Client client) throws TurnFailedException, InterruptedException;
  }

  private final ClientFactory factory;
  private final HostCode host;
  private final AtomicReferenceArray<Client> kept;
  private final Consumer<String> warn;
  private volatile boolean closed;

  ClientPool(ClientFactory factory, HostCode host, int slots, Consumer<String> warn) {
    this.factory = factory;
    this.host = host;
    this.warn = warn;
    kept = new AtomicReferenceArray<>(slots <= ClientFactory.MAX_KEPT ? slots : 0);
  }

  /** Works with the slot's client, and makes it first if need be. */
  <T> T with(int slot, ClientContext context, Work<T> work)
      throws TurnFailedException, InterruptedException {
    Client client = borrow(slot, context);
    try {
      return work.with(client);
    } finally {
      giveBack(slot, client);
    }
  }

  private Client borrow(int slot, ClientContext context)
      throws TurnFailedException, InterruptedException {
    Client client = keeps() ? kept.getAndSet(slot, null) : null;
    return client != null ? client : host.call("create", () -> factory.create(context));
  }

  private void giveBack(int slot, Client client) {
    if (!keeps()) {
      close(client);
      return;
    }
    kept.set(slot, client);
    if (closed) {
      closeKept(slot);
    }
  }

  private boolean keeps() {
    return kept.length() > 0;
  }

  private void closeKept(int slot) {
    Client client = kept.getAndSet(slot, null);
    if (client != null) {
      close(client);
    }
  }

  private void close(Client client) {
    try {
      client.close();
    } catch (Throwable e) { // a host's code: the others are to be closed too
      warn.accept("a client did not close: " + e);
    }
  }

  @Override
  public void close() {
    closed = true;
    for (int slot = 0; slot < kept.length(); slot++) {
      closeKept(slot);
    }
  }
}
