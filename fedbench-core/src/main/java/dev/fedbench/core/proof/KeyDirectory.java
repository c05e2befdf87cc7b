package dev.fedbench.core.proof;

import dev.fedbench.core.keys.KeyLock;
import dev.fedbench.core.keys.PrivateDirectory;
import dev.fedbench.core.keys.UnusableKeysException;
import dev.fedbench.proof.Circuit;
import dev.fedbench.proof.Keys;
import dev.fedbench.proof.ProofSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Files of keys: {@code <system>.<circuit>.keys} for those made here, {@code
 * <system>.<circuit>.<key id>.keys} for those fetched. Thread-safe.
 */
final class KeyDirectory {

  private final PrivateDirectory directory;
  private final Consumer<String> warn;
  private final Set<String> warned = ConcurrentHashMap.newKeySet();

  KeyDirectory(Path directory, Consumer<String> warn) {
    this.warn = warn;
    this.directory = new PrivateDirectory(directory, this::warnOnce);
  }

  private void warnOnce(String message) {
    if (warned.add(message)) {
      warn.accept(message);
    }
  }

  /** Keeps others from making keys of that name. */
  KeyLock lock(KeyName name) throws IOException, InterruptedException {
    String file = name.prefix() + ".lock";
    return KeyLock.take(directory.open().resolve(file), directory.fileAttributes());
  }

  /** The keys that were made here. */
  Optional<Keys> made(KeyName name, ProofSystem system, Circuit circuit) throws IOException {
    return read(madeFile(name), Optional.empty(), system, circuit);
  }

  /** The keys of that id, whoever made them. */
  Optional<Keys> find(KeyName name, String keyId, ProofSystem system, Circuit circuit)
      throws IOException {
    if (directory.missing() || !KeyName.isId(keyId)) {
      return Optional.empty();
    }
    Optional<Keys> made = read(madeFile(name), Optional.of(keyId), system, circuit);
    return made.isPresent()
        ? made
        : read(fetchedFile(name, keyId), Optional.of(keyId), system, circuit);
  }

  private Optional<Keys> read(
      KeyFile file, Optional<String> keyId, ProofSystem system, Circuit circuit)
      throws IOException {
    try {
      return directory.holds(file.path()) ? file.read(keyId, system, circuit) : Optional.empty();
    } catch (UnusableKeysException e) {
      warnOnce("%s is not used: %s".formatted(file.path(), e.getMessage()));
      return Optional.empty();
    }
  }

  /** Keeps keys that were made here. Whoever calls has the lock. */
  void keepMade(KeyName name, Keys keys) throws IOException {
    expectId(keys);
    madeFile(name).write(keys, directory.fileAttributes());
  }

  /** Keeps fetched keys, or warns: who has them can do without. */
  void keepFetched(KeyName name, Keys keys) {
    try {
      expectId(keys);
      fetchedFile(name, keys.id()).write(keys, directory.fileAttributes());
    } catch (IOException e) {
      warnOnce("fetched keys of %s are not kept: %s".formatted(name.circuit(), e.getMessage()));
    }
  }

  private static void expectId(Keys keys) throws IOException {
    if (!KeyName.isId(keys.id())) {
      throw new IOException(
          "keys' id '%s'; expected 1 to 128 hexadecimal digits: keep these keys in memory"
              .formatted(Printable.of(keys.id())));
    }
  }

  private KeyFile madeFile(KeyName name) throws IOException {
    return new KeyFile(directory.open().resolve(name.prefix() + ".keys"), name, KeyOrigin.MADE);
  }

  private KeyFile fetchedFile(KeyName name, String keyId) throws IOException {
    String file = "%s.%s.keys".formatted(name.prefix(), keyId);
    return new KeyFile(directory.open().resolve(file), name, KeyOrigin.FETCHED);
  }
}
