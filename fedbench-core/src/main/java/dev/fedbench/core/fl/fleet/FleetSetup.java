package dev.fedbench.core.fl.fleet;

import dev.fedbench.core.proof.KeyStore;
import dev.fedbench.fl.ClientFactory;
import dev.fedbench.fl.FederatedConfig;
import dev.fedbench.proof.Keys;
import java.net.URI;
import java.util.Optional;

/**
 * What a fleet needs to know.
 *
 * @param config the run
 * @param factory makes the clients
 * @param credentials their ids and keys, as many as the config has clients
 * @param endpoint the coordinator
 * @param keys the run's keys, where the coordinator is in this process and wants proofs
 * @param keyStore where keys fetched from a coordinator elsewhere are kept
 * @param seed what the clients' seeds derive from
 */
public record FleetSetup(
    FederatedConfig config,
    ClientFactory factory,
    Credentials credentials,
    URI endpoint,
    Optional<Keys> keys,
    KeyStore keyStore,
    long seed) {}
