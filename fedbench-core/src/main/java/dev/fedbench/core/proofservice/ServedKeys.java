package dev.fedbench.core.proofservice;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import dev.fedbench.core.proof.KeyStore;
import dev.fedbench.proof.Circuit;
import dev.fedbench.proof.CircuitSpec;
import dev.fedbench.proof.Keys;
import dev.fedbench.proof.ProofException;
import dev.fedbench.proof.ProofKind;
import dev.fedbench.proof.ProofSystem;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The keys that a server proves and verifies with: its own, loaded by a thread of theirs, and those
 * that peers have named, as long as there is room. Thread-safe.
 */
final class ServedKeys implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(ServedKeys.class.getName());

  /** Large keys have tens of megabytes. */
  private static final int MOST_FOUND = 16;

  private final ProofSystem system;
  private final KeyStore store;
  private final Map<String, Circuit> circuits = new LinkedHashMap<>();
  private final Map<String, Keys> own = new ConcurrentHashMap<>();
  private final Cache<String, Keys> found =
      CacheBuilder.newBuilder().maximumSize(MOST_FOUND).build();
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private final Thread loader;

  /**
   * Begins to load.
   *
   * @throws IllegalArgumentException if there is no such circuit
   */
  ServedKeys(ProofSystem system, KeyStore store, List<CircuitSpec> specs) {
    this.system = system;
    this.store = store;
    for (CircuitSpec spec : specs) {
      Circuit circuit = system.circuit(spec);
      circuits.putIfAbsent(circuit.id(), circuit);
    }
    loader = new Thread(this::load, "fedbench-proof-keys");
    loader.setDaemon(true);
    loader.start();
  }

  private void load() {
    String loading = "";
    try {
      for (Circuit circuit : circuits.values()) {
        loading = circuit.id();
        own.put(circuit.id(), store.obtain(system, circuit).keys());
      }
      ready.complete(null);
    } catch (InterruptedException e) {
      ready.completeExceptionally(new IOException("closed while keys were loaded", e));
    } catch (ProofException | IOException | RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "no keys of " + loading, e);
      ready.completeExceptionally(
          new IOException("no keys of %s: %s".formatted(loading, e.getMessage()), e));
    }
  }

  /** Done when all of its own are there; fails if some cannot be. */
  CompletableFuture<Void> ready() {
    return ready.copy();
  }

  /** Its own, as far as they are loaded. */
  Collection<Keys> own() {
    return circuits.keySet().stream().flatMap(id -> Stream.ofNullable(own.get(id))).toList();
  }

  /**
   * The keys to prove with.
   *
   * @param keyId whose; empty for the server's own
   */
  Keys forProving(Circuit circuit, Optional<String> keyId)
      throws RefusedException, IOException, InterruptedException {
    Optional<Keys> held = held(circuit.id(), keyId);
    if (held.isPresent()) {
      return held.get();
    }
    if (keyId.isPresent()) {
      Optional<Keys> stored = store.find(system, circuit, keyId.get());
      if (stored.isPresent()) {
        found.put(stored.get().id(), stored.get());
        return stored.get();
      }
    }
    throw absent(circuit.id(), keyId);
  }

  /** The keys to verify with. */
  Keys forVerifying(Optional<String> circuitId, Optional<ProofKind> kind, Optional<String> keyId)
      throws RefusedException {
    String id = circuitId.isPresent() ? circuitId.get() : only(kind);
    Optional<Keys> held = held(id, keyId);
    if (held.isEmpty()) {
      throw absent(id, keyId);
    }
    return held.get();
  }

  private String only(Optional<ProofKind> kind) throws RefusedException {
    List<String> ids =
        circuits.values().stream()
            .filter(circuit -> kind.isEmpty() || circuit.spec().kind() == kind.get())
            .map(Circuit::id)
            .toList();
    if (ids.size() != 1) {
      throw RefusedException.invalid("circuit_id: say which of %s", ids);
    }
    return ids.get(0);
  }

  private Optional<Keys> held(String circuitId, Optional<String> keyId) {
    Optional<Keys> mine = Optional.ofNullable(own.get(circuitId));
    if (keyId.isEmpty() || mine.map(Keys::id).equals(keyId)) {
      return mine;
    }
    return Optional.ofNullable(found.getIfPresent(keyId.get()))
        .filter(keys -> keys.circuit().id().equals(circuitId));
  }

  private RefusedException absent(String circuitId, Optional<String> keyId) {
    if (!ready.isDone() && circuits.containsKey(circuitId) && !own.containsKey(circuitId)) {
      return new RefusedException(503, "keys of %s are being loaded".formatted(circuitId));
    }
    return new RefusedException(
        404,
        keyId.isEmpty()
            ? "no keys of circuit %s here; start the server with that circuit (--circuit)"
                .formatted(excerpt(circuitId))
            : "no keys of circuit %s with id %s here; let whoever made them and this server share a key cache (--key-cache)"
                .formatted(excerpt(circuitId), excerpt(keyId.get())));
  }

  private static String excerpt(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }

  /** The keys of that id, or the server's own of the circuit of that id. */
  Optional<Keys> named(String id) {
    return Stream.concat(own.values().stream(), found.asMap().values().stream())
        .filter(keys -> keys.id().equals(id))
        .findFirst()
        .or(() -> Optional.ofNullable(own.get(id)));
  }

  @Override
  public void close() {
    loader.interrupt();
  }
}
