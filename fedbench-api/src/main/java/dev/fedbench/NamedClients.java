package dev.fedbench;

import dev.fedbench.fl.Client;
import dev.fedbench.fl.ClientContext;
import dev.fedbench.fl.ClientFactory;
import java.util.Objects;

/** A host's clients by the name that the host gave their work. */
record NamedClients(String workload, ClientFactory factory) implements ClientFactory {

  NamedClients {
    Objects.requireNonNull(workload, "workload");
    Objects.requireNonNull(factory, "factory");
  }

  @Override
  public Client create(ClientContext context) throws Exception {
    return factory.create(context);
  }
}
