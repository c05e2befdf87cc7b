package dev.fedbench.core.fl.fleet;

import dev.fedbench.core.fl.wire.Cause;
import dev.fedbench.fl.Client;
import dev.fedbench.fl.ClientContext;
import dev.fedbench.fl.ClientFactory;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

/**
 * Makes clients, and keeps them while the run is small enough. A slot's client is used by one
 * thread at a time: whoever borrows it sees to that.
 */
final class ClientPool implements AutoCloseable {

  /** Work with a client. */
  interface Work<T> {
    T with(Client client) throws Exception;
  }

  private final ClientFactory factory;
  private final AtomicReferenceArray<Client> kept;
  private final Consumer<String> warn;

  ClientPool(ClientFactory factory, int slots, Consumer<String> warn) {
    this.factory = factory;
    this.warn = warn;
    kept = new AtomicReferenceArray<>(slots <= ClientFactory.MAX_KEPT ? slots : 0);
  }

  /** The client's own failures become CLIENT_ERROR. */
  <T> T with(int slot, ClientContext context, Work<T> work)
      throws TurnFailedException, InterruptedException {
    boolean keep = kept.length() > 0;
    Client client = keep ? kept.get(slot) : null;
    try {
      if (client == null) {
        client = factory.create(context);
        if (keep) {
          kept.set(slot, client);
        }
      }
      return work.with(client);
    } catch (TurnFailedException | InterruptedException e) {
      throw e;
    } catch (Throwable e) { // whatever a host's code throws, the others go on
      throw new TurnFailedException(Cause.CLIENT_ERROR, String.valueOf(e));
    } finally {
      if (!keep && client != null) {
        close(client);
      }
    }
  }

  void warn(String text) {
    warn.accept(text);
  }

  private void close(Client client) {
    try {
      client.close();
    } catch (RuntimeException e) {
      warn.accept("a client did not close: " + e);
    }
  }

  @Override
  public void close() {
    for (int slot = 0; slot < kept.length(); slot++) {
      Client client = kept.getAndSet(slot, null);
      if (client != null) {
        close(client);
      }
    }
  }
}
