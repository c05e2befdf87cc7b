package dev.fedbench;

import dev.fedbench.fl.Client;
import dev.fedbench.fl.ClientContext;
import dev.fedbench.fl.ClientFactory;
import java.util.Map;
import java.util.Objects;

/** A host's clients by the name that the host gave their work. */
record NamedClients(String workload, ClientFactory factory) implements ClientFactory {

  NamedClients {
    Objects.requireNonNull(workload, "workload");
    Objects.requireNonNull(factory, "factory");
  }

  @Override
  public Map<String, String> settings() {
    return factory.settings();
  }

  @Override
  public Client create(ClientContext context) throws Exception {
    return factory.create(context);
  }
}
