package dev.fedbench.zmq;

import dev.fedbench.zmq.curve.CurveKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A directory of its owner's alone, with the keys that processes share. */
final class KeyDirectory {

  private static final Set<PosixFilePermission> OWNER_ALONE =
      PosixFilePermissions.fromString("rwx------");

  /** The public key; the secret one is beside it. */
  private static final String FILE = "curve.cert";

  private KeyDirectory() {}

  /**
   * Reads the keys, or makes them, and the directory.
   *
   * @throws IOException if that cannot be, or others can read the directory
   */
  static CurveKeys open(Path directory) throws IOException {
    boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
    if (Files.notExists(directory, LinkOption.NOFOLLOW_LINKS)) {
      if (posix) {
        Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(OWNER_ALONE));
      } else {
        Files.createDirectories(directory);
      }
    }
    if (!Files.isDirectory(directory)) {
      throw new IOException(
          "%s: expected a directory for keys, or nothing there".formatted(directory));
    }
    if (posix) {
      requireOwnerAlone(directory);
    }
    return CurveKeys.readOrWrite(directory.resolve(FILE));
  }

  private static void requireOwnerAlone(Path directory) throws IOException {
    Set<PosixFilePermission> found = Files.getPosixFilePermissions(directory);
    if (!OWNER_ALONE.containsAll(found)) {
      throw new IOException(
          "%s: others have rights there (%s); expected its owner's alone: chmod 700"
              .formatted(directory, PosixFilePermissions.toString(found)));
    }
  }
}
