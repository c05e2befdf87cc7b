package dev.fedbench.zmq.curve;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * The clients that may connect. One that was read from files can be read again while servers use
 * it: who is asked about then is who connects from now on; connections that are there stay.
 * Thread-safe.
 */
public final class AllowList {

  private static final System.Logger LOG = System.getLogger(AllowList.class.getName());

  private final Optional<AllowFiles> files;
  private volatile Set<CurvePublicKey> keys;
  private AllowFiles.Stamp stamp;

  private AllowList(Optional<AllowFiles> files, Set<CurvePublicKey> keys, AllowFiles.Stamp stamp) {
    this.files = files;
    this.keys = keys;
    this.stamp = stamp;
  }

  /** A list that stays as it is. An empty one lets nobody in. */
  public static AllowList of(Collection<CurvePublicKey> keys) {
    return new AllowList(Optional.empty(), Set.copyOf(keys), AllowFiles.Stamp.NONE);
  }

  /**
   * Reads a list.
   *
   * @param path a file with a line for each client: its public key in Z85, then, if you like, a
   *     blank and a name; lines that begin with # are comments. Or a directory with a certificate
   *     of each client (see {@link CurveKeys}); names that begin with a dot or end in {@code
   *     _secret} are passed over
   * @throws IOException if it cannot be read, or anything in it is no key; the message says where
   */
  public static AllowList read(Path path) throws IOException {
    AllowFiles files = new AllowFiles(path);
    AllowFiles.Stamp stamp = files.stamp();
    return new AllowList(Optional.of(files), files.read(), stamp);
  }

  public boolean allows(CurvePublicKey key) {
    return keys.contains(key);
  }

  /** How many clients. */
  public int size() {
    return keys.size();
  }

  /**
   * Reads the files again; does nothing if there are none.
   *
   * @throws IOException as {@link #read} does; the list is then what it was
   */
  public synchronized void reload() throws IOException {
    if (files.isPresent()) {
      AllowFiles.Stamp now = files.get().stamp();
      keys = files.get().read();
      stamp = now;
    }
  }

  /**
   * Reads the files again if they look changed (name, size or time). A fault is logged, once for
   * each change, and the list is then what it was.
   */
  synchronized void reloadIfChanged() {
    if (files.isEmpty()) {
      return;
    }
    AllowFiles.Stamp now = files.get().stamp();
    if (now.equals(stamp)) {
      return;
    }
    stamp = now;
    try {
      keys = files.get().read();
    } catch (IOException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "the list of clients stays as it was, with {0} of them: {1}",
          keys.size(),
          e.getMessage());
    }
  }

  @Override
  public String toString() {
    return "AllowList[%d clients%s]"
        .formatted(size(), files.map(from -> " of " + from.path()).orElse(""));
  }
}
