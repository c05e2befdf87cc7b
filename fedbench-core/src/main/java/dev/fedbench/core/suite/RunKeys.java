package dev.fedbench.core.suite;

import dev.fedbench.core.proof.KeyStore;
import dev.fedbench.fl.FederatedConfig;
import dev.fedbench.proof.Proving;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The keys of a whole run's scenarios: whatever is repeated or swept, a circuit is set up once.
 * Thread-safe.
 */
public final class RunKeys {

  private final Map<Optional<Path>, KeyStore> stores = new HashMap<>();

  /** None yet. */
  public RunKeys() {}

  /**
   * Where a configuration's keys come from: its directory, or memory.
   *
   * @param warn hears of files that are not used, and why
   */
  public synchronized KeyStore store(FederatedConfig config, Consumer<String> warn) {
    return stores.computeIfAbsent(
        config.proving().flatMap(Proving::keyCache),
        cache ->
            cache.map(directory -> KeyStore.in(directory, warn)).orElseGet(KeyStore::inMemory));
  }
}
