package dev.fedbench.zmq.curve;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/** Files with keys: bounded, complete or not there at all, and secret ones closed to others. */
final class KeyFile {

  static final int MAX_BYTES = 64 << 10;

  private static final String OWNER_ALONE = "rw-------";
  private static final String ALL_READ = "rw-r--r--";

  private KeyFile() {}

  static String read(Path file) throws IOException {
    return read(file, MAX_BYTES);
  }

  static String read(Path file, int maxBytes) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IOException("%s is no file; expected one with keys".formatted(file));
    }
    byte[] content;
    try (InputStream in = Files.newInputStream(file)) {
      content = in.readNBytes(maxBytes + 1); // a file's stated size may be a lie
    } catch (IOException e) {
      throw new IOException("%s cannot be read: %s".formatted(file, e), e);
    }
    if (content.length > maxBytes) {
      throw new IOException("%s is larger than %d bytes".formatted(file, maxBytes));
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException e) {
      throw new IOException("%s is no text in UTF-8; expected keys in Z85".formatted(file), e);
    }
  }

  /** Throws unless its owner alone may read and write it, as far as the file system can say. */
  static void requirePrivate(Path file) throws IOException {
    if (!posix(file) || Files.notExists(file)) {
      return;
    }
    Set<PosixFilePermission> found = Files.getPosixFilePermissions(file);
    if (!PosixFilePermissions.fromString(OWNER_ALONE).containsAll(found)) {
      throw new IOException(
          "%s holds a secret key and has permissions %s; expected %s: chmod 600, and make new keys if others may have read it"
              .formatted(file, PosixFilePermissions.toString(found), OWNER_ALONE));
    }
  }

  /** False, with nothing written, if there is such a file. */
  static boolean writePrivate(Path file, String text) throws IOException {
    return write(file, text, OWNER_ALONE);
  }

  /** False, with nothing written, if there is such a file. */
  static boolean writePublic(Path file, String text) throws IOException {
    return write(file, text, ALL_READ);
  }

  static FileAlreadyExistsException alreadyThere(Path file) {
    return new FileAlreadyExistsException(
        file.toString(), null, "keys are never overwritten; move it away, or choose another name");
  }

  /** Written under another name first: who finds the file finds all of it. */
  private static boolean write(Path file, String text, String permissions) throws IOException {
    FileAttribute<?>[] attributes =
        posix(file)
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
            }
            : new FileAttribute<?>[0];
    Path draft = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID());
    try {
      Files.createFile(draft, attributes);
      Files.writeString(draft, text, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
      return publish(draft, file);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static boolean publish(Path draft, Path file) throws IOException {
    try {
      Files.createLink(file, draft); // atomic, and fails if there is one
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (UnsupportedOperationException e) {
      return moved(draft, file);
    }
  }

  private static boolean moved(Path draft, Path file) throws IOException {
    try {
      Files.move(draft, file);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  private static boolean posix(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
