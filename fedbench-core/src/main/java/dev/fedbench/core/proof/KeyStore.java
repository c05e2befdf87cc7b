package dev.fedbench.core.proof;

import dev.fedbench.core.keys.KeyLock;
import dev.fedbench.proof.Circuit;
import dev.fedbench.proof.Keys;
import dev.fedbench.proof.ProofException;
import dev.fedbench.proof.ProofSystem;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Keeps keys, so that a circuit is set up once: in memory, and in a directory if there is one.
 *
 * <p>Keys made here and keys fetched from elsewhere are kept apart. Whoever made keys can forge
 * with them: {@link #obtain}, which is for who verifies, never gives fetched ones. {@link #find},
 * which is for who proves, gives either, by their id.
 *
 * <p>Thread-safe. Processes that share a directory set a circuit up once between them, too.
 */
public final class KeyStore {

  private final Optional<KeyDirectory> directory;
  private final Map<KeyName, HeldKeys> held = new ConcurrentHashMap<>();

  private KeyStore(Optional<KeyDirectory> directory) {
    this.directory = directory;
  }

  /**
   * Keeps keys in a directory, too, which is made and checked when it is first used.
   *
   * @param warn hears, once each, of files that are not used and why, and of keys that could not be
   *     kept; called by whoever calls the store
   */
  public static KeyStore in(Path directory, Consumer<String> warn) {
    return new KeyStore(Optional.of(new KeyDirectory(directory, warn)));
  }

  /** Keeps keys as long as it lives itself. */
  public static KeyStore inMemory() {
    return new KeyStore(Optional.empty());
  }

  /**
   * Keys, and what they took.
   *
   * @param made whether they were made just now
   * @param took all told: making or reading and storing them, and waiting for who was at it
   */
  public record Acquired(Keys keys, boolean made, Duration took) {}

  /**
   * The keys of a circuit that were made here, or fresh ones, which are then kept. Who asks for the
   * same circuit gets the same object.
   *
   * @throws ProofException if there are none for this circuit
   * @throws IOException if the directory cannot be used, or others may write to it
   * @throws InterruptedException if interrupted while waiting, reading or writing
   */
  public Acquired obtain(ProofSystem system, Circuit circuit)
      throws ProofException, IOException, InterruptedException {
    long start = System.nanoTime();
    KeyName name = KeyName.of(system, circuit);
    HeldKeys mine = held(name);
    mine.lock.lockInterruptibly();
    try {
      Optional<Keys> known = mine.made(system, circuit);
      if (known.isPresent()) {
        return new Acquired(known.get(), false, since(start));
      }
      Acquired acquired = readOrMake(name, system, circuit, start);
      mine.keepMade(acquired.keys());
      return acquired;
    } catch (ClosedByInterruptException e) {
      throw interrupted();
    } finally {
      mine.lock.unlock();
    }
  }

  private Acquired readOrMake(KeyName name, ProofSystem system, Circuit circuit, long start)
      throws ProofException, IOException, InterruptedException {
    if (directory.isEmpty()) {
      return new Acquired(system.setup(circuit), true, since(start));
    }
    KeyLock lock = directory.get().lock(name);
    try {
      Optional<Keys> stored = directory.get().made(name, system, circuit);
      if (stored.isPresent()) {
        return new Acquired(stored.get(), false, since(start));
      }
      Keys keys = system.setup(circuit);
      directory.get().keepMade(name, keys);
      return new Acquired(keys, true, since(start));
    } finally {
      lock.close();
    }
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /**
   * The keys of that id, made here or fetched; empty if they are not here. Makes nothing, but waits
   * for who is making them.
   *
   * @param keyId a stranger's word
   * @throws IOException if the directory cannot be used, or others may write to it
   * @throws InterruptedException if interrupted while waiting or reading
   */
  public Optional<Keys> find(ProofSystem system, Circuit circuit, String keyId)
      throws IOException, InterruptedException {
    KeyName name = KeyName.of(system, circuit);
    HeldKeys mine = held(name);
    mine.lock.lockInterruptibly();
    try {
      Optional<Keys> known = mine.of(keyId, system, circuit);
      if (known.isEmpty() && directory.isPresent()) {
        known = directory.get().find(name, keyId, system, circuit);
        known.ifPresent(mine::keepFetched); // or made: obtain will see that by itself
      }
      return known;
    } catch (ClosedByInterruptException e) {
      throw interrupted();
    } finally {
      mine.lock.unlock();
    }
  }

  /**
   * Keeps keys that were fetched from elsewhere, in place of others of the same id. That they
   * cannot be stored in the directory is a warning: they are in memory.
   */
  public void put(ProofSystem system, Keys keys) {
    KeyName name = KeyName.of(system, keys.circuit());
    HeldKeys mine = held(name);
    mine.lock.lock();
    try {
      mine.keepFetched(keys);
    } finally {
      mine.lock.unlock();
    }
    directory.ifPresent(place -> place.keepFetched(name, keys));
  }

  private HeldKeys held(KeyName name) {
    return held.computeIfAbsent(name, any -> new HeldKeys());
  }

  /** What an interrupt makes of a file channel; the flag is still set. */
  private static InterruptedException interrupted() {
    Thread.interrupted();
    return new InterruptedException("interrupted while reading or writing keys");
  }
}
