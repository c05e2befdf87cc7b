package dev.fedbench.core.fl.fleet;

import dev.fedbench.fl.ClientFactory;
import dev.fedbench.fl.FederatedConfig;
import java.net.URI;

/**
 * What a fleet needs to know.
 *
 * @param config the run
 * @param factory makes the clients
 * @param credentials their ids and keys, as many as the config has clients
 * @param endpoint the coordinator
 * @param seed what the clients' seeds derive from
 */
public record FleetSetup(
    FederatedConfig config,
    ClientFactory factory,
    Credentials credentials,
    URI endpoint,
    long seed) {}
