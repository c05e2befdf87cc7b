package dev.fedbench.core.keys;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * A directory that nobody but its owner, whom we run as, may write to, and files of that kind in
 * it: whoever could write a proving key could make a prover give its update away. The directories
 * above it are not looked at.
 */
public final class PrivateDirectory {

  private static final FileAttribute<?>[] NONE = {};

  private final Path directory;
  private final Consumer<String> warn;
  private final boolean posix;
  private volatile Optional<UserPrincipal> me = Optional.empty();

  /** Looks at nothing yet; {@code warn} hears what cannot be checked here. */
  public PrivateDirectory(Path directory, Consumer<String> warn) {
    this(directory, warn, FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
  }

  /** For tests: whether or not the file system has POSIX permissions. */
  public PrivateDirectory(Path directory, Consumer<String> warn, boolean posix) {
    this.directory = directory;
    this.warn = warn;
    this.posix = posix;
  }

  /** Whether there is none, so nothing in it. */
  public boolean missing() {
    return Files.notExists(directory, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Its real path; it is made if it is not there.
   *
   * @throws IOException if it cannot be used, or others may write to it
   */
  public Path open() throws IOException {
    if (directory.getFileSystem() != FileSystems.getDefault()) {
      throw new IOException("%s is not on the default file system".formatted(directory));
    }
    if (missing()) {
      make();
    }
    if (!Files.isDirectory(directory)) {
      throw new IOException(
          "%s is no directory; expected one for keys, or none yet".formatted(directory));
    }
    Path real = directory.toRealPath();
    if (posix) {
      check(real);
    } else {
      warn.accept(
          "%s: there are no POSIX permissions here; see to it that nobody else may write to it"
              .formatted(directory));
    }
    return real;
  }

  private void make() throws IOException {
    Path absolute = directory.toAbsolutePath();
    try {
      Files.createDirectories(Optional.ofNullable(absolute.getParent()).orElse(absolute));
      Files.createDirectory(absolute, attributes("rwx------"));
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(absolute)) {
        throw unmakable(e);
      } // another process was quicker, and what it made is checked like any other
    } catch (IOException e) {
      throw unmakable(e);
    }
  }

  private IOException unmakable(IOException e) {
    return new IOException(
        "the directory %s for keys cannot be made: %s".formatted(directory, e), e);
  }

  private void check(Path real) throws IOException {
    PosixFileAttributes found =
        Files.readAttributes(real, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (othersMayWrite(found)) {
      throw new IOException(
          "%s may be written to by others (%s), who could put bad keys there: chmod 700 it, or name another directory"
              .formatted(directory, PosixFilePermissions.toString(found.permissions())));
    }
    if (!found.owner().equals(me(real))) {
      throw new IOException(
          "%s belongs to %s, who could put bad keys there; expected a directory of %s's own"
              .formatted(directory, found.owner(), me(real)));
    }
  }

  private static boolean othersMayWrite(PosixFileAttributes file) {
    Set<PosixFilePermission> permissions = file.permissions();
    return permissions.contains(PosixFilePermission.GROUP_WRITE)
        || permissions.contains(PosixFilePermission.OTHERS_WRITE);
  }

  /** Who owns what we make: the platform has no other way to say who we are. */
  private UserPrincipal me(Path real) throws IOException {
    if (me.isEmpty()) {
      Path probe = real.resolve("." + UUID.randomUUID() + ".tmp");
      try {
        Files.createFile(probe, fileAttributes());
        me = Optional.of(Files.getOwner(probe, LinkOption.NOFOLLOW_LINKS));
      } catch (IOException e) {
        throw new IOException(
            "%s may not be written to (%s); name a directory of your own to keep keys in"
                .formatted(directory, e.getClass().getSimpleName()),
            e);
      } finally {
        Files.deleteIfExists(probe);
      }
    }
    return me.get();
  }

  /** Of a file that only we may read and write. */
  public FileAttribute<?>[] fileAttributes() {
    return attributes("rw-------");
  }

  private FileAttribute<?>[] attributes(String permissions) {
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : NONE;
  }

  /**
   * Whether there is such a file in it.
   *
   * @throws UnusableKeysException if there is, but is a link or anything else than a file, or
   *     others may or could write to it
   */
  public boolean holds(Path file) throws IOException {
    try {
      if (!Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
          .isRegularFile()) {
        throw new UnusableKeysException("it is no regular file");
      }
      if (posix) {
        checkFile(file);
      }
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /**
   * Whether there is such a file in it, for its owner's eyes alone.
   *
   * @throws UnusableKeysException as {@link #holds} does, and if others may read it
   */
  public boolean holdsSecret(Path file) throws IOException {
    if (!holds(file)) {
      return false;
    }
    if (posix) {
      Set<PosixFilePermission> permissions =
          Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS);
      if (permissions.contains(PosixFilePermission.GROUP_READ)
          || permissions.contains(PosixFilePermission.OTHERS_READ)) {
        throw new UnusableKeysException(
            "others may read it (%s)".formatted(PosixFilePermissions.toString(permissions)));
      }
    }
    return true;
  }

  /** Writes a file of its owner's alone, whole or not at all; replaces what was there. */
  public void write(Path file, byte[] content) throws IOException {
    Path temporary = file.resolveSibling("." + UUID.randomUUID() + ".tmp");
    try {
      try (FileChannel channel =
          FileChannel.open(
              temporary,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              fileAttributes())) {
        ByteBuffer rest = ByteBuffer.wrap(content);
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
        channel.force(true);
      }
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private void checkFile(Path file) throws IOException {
    PosixFileAttributes found =
        Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (othersMayWrite(found)) {
      throw new UnusableKeysException(
          "others may write to it (%s)"
              .formatted(PosixFilePermissions.toString(found.permissions())));
    }
    if (!found.owner().equals(me(file.getParent()))) {
      throw new UnusableKeysException("it belongs to " + found.owner());
    }
  }
}
