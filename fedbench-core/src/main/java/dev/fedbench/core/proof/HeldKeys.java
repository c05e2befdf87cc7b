package dev.fedbench.core.proof;

import dev.fedbench.proof.Circuit;
import dev.fedbench.proof.CircuitSpec;
import dev.fedbench.proof.Keys;
import dev.fedbench.proof.ProofSystem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** The keys of one circuit that are in memory. Whoever calls a method holds the lock. */
final class HeldKeys {

  final ReentrantLock lock = new ReentrantLock();

  /**
   * By id, then by what they are for: updates of different sizes are proved with the same chunks,
   * so with the same keys.
   */
  private final Map<String, Map<CircuitSpec, Keys>> keys = new HashMap<>();

  private Optional<String> made = Optional.empty();

  /** Those that were made here. */
  Optional<Keys> made(ProofSystem system, Circuit circuit) throws IOException {
    return made.isEmpty() ? Optional.empty() : of(made.get(), system, circuit);
  }

  /** Those of that id. */
  Optional<Keys> of(String keyId, ProofSystem system, Circuit circuit) throws IOException {
    Map<CircuitSpec, Keys> same = keys.getOrDefault(keyId, Map.of());
    if (same.isEmpty()) {
      return Optional.empty();
    }
    Keys found = same.get(circuit.spec());
    if (found == null) {
      found = rebound(same.values().iterator().next(), system, circuit);
      same.put(circuit.spec(), found);
    }
    return Optional.of(found);
  }

  /** The same keys, for updates of another size. */
  private static Keys rebound(Keys keys, ProofSystem system, Circuit circuit) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    keys.write(bytes);
    return system.read(circuit, new ByteArrayInputStream(bytes.toByteArray()));
  }

  void keepMade(Keys fresh) {
    made = Optional.of(fresh.id());
    keep(fresh);
  }

  /** Others' keys never take the place of our own, whatever id they go by. */
  void keepFetched(Keys fetched) {
    if (!made.equals(Optional.of(fetched.id()))) {
      keep(fetched);
    }
  }

  private void keep(Keys one) {
    Map<CircuitSpec, Keys> same = new HashMap<>();
    same.put(one.circuit().spec(), one);
    keys.put(one.id(), same);
  }
}
