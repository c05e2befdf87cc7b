package dev.fedbench.core.fl.identity;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Clients' private keys in a directory: one file a client, {@code <client id>.pem}, PKCS #8 as RFC
 * 8410 has it, so that other tools read and write them too.
 */
public final class KeyFiles {

  private static final String SUFFIX = ".pem";
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";

  /** SEQUENCE { 0, { 1.3.101.112 }, OCTET STRING { OCTET STRING (32) } }, up to the key itself. */
  private static final byte[] PREFIX = {
    0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20
  };

  private static final int MAX_FILE_BYTES = 4096;

  private KeyFiles() {}

  /**
   * Reads the keys of a directory, in the order of client ids (numbers by value), the first {@code
   * count} of them.
   *
   * @throws IOException if it cannot be read, a file is no key, or there are fewer keys than
   *     clients
   */
  public static Map<String, ClientKey> readDirectory(Path directory, int count) throws IOException {
    List<String> ids = ids(directory);
    if (ids.size() < count) {
      throw new IOException(
          "%s holds keys of %d clients; expected at least %d files <client id>.pem"
              .formatted(directory, ids.size(), count));
    }
    Map<String, ClientKey> keys = new LinkedHashMap<>();
    for (String id : ids.subList(0, count)) {
      keys.put(id, read(directory.resolve(id + SUFFIX)));
    }
    return keys;
  }

  private static List<String> ids(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      throw new IOException(
          "%s is no directory; expected one with a file <client id>.pem a client"
              .formatted(directory));
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(SUFFIX))
          .map(name -> name.substring(0, name.length() - SUFFIX.length()))
          .filter(ClientIds::valid)
          .sorted(Comparator.comparingInt(String::length).thenComparing(name -> name))
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Writes a client's key; nobody but the owner may read it. It must not exist yet. */
  public static Path write(Path directory, String clientId, ClientKey key) throws IOException {
    if (!ClientIds.valid(clientId)) {
      throw new IOException("client id '%s' cannot name a file".formatted(clientId));
    }
    byte[] der = Arrays.copyOf(PREFIX, PREFIX.length + ClientKey.PRIVATE_BYTES);
    System.arraycopy(key.privateKey(), 0, der, PREFIX.length, ClientKey.PRIVATE_BYTES);
    String pem = BEGIN + "\n" + Base64.getEncoder().encodeToString(der) + "\n" + END + "\n";
    Path file = directory.resolve(clientId + SUFFIX);
    boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] owner =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    Files.createFile(file, owner);
    Files.writeString(file, pem, StandardCharsets.US_ASCII, StandardOpenOption.WRITE);
    return file;
  }

  private static ClientKey read(Path file) throws IOException {
    byte[] content;
    try (InputStream in = Files.newInputStream(file)) {
      content = in.readNBytes(MAX_FILE_BYTES + 1); // a file's stated size may be a lie
    } catch (IOException e) {
      throw new IOException("%s cannot be read: %s".formatted(file, e), e);
    }
    if (content.length > MAX_FILE_BYTES) {
      throw notAKey(file, "it is larger than %d bytes".formatted(MAX_FILE_BYTES));
    }
    return parse(new String(content, StandardCharsets.ISO_8859_1), file);
  }

  static ClientKey parse(String text, Path file) throws IOException {
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END, begin + BEGIN.length()); // the two may not share their dashes
    if (begin < 0 || end < 0) {
      throw notAKey(file, "it has no BEGIN PRIVATE KEY and END PRIVATE KEY lines");
    }
    byte[] der;
    try {
      der = Base64.getMimeDecoder().decode(text.substring(begin + BEGIN.length(), end));
    } catch (IllegalArgumentException e) {
      throw notAKey(file, "it is not base64");
    }
    if (der.length != PREFIX.length + ClientKey.PRIVATE_BYTES
        || !Arrays.equals(der, 0, PREFIX.length, PREFIX, 0, PREFIX.length)) {
      throw notAKey(file, "it is not an Ed25519 key in the form of RFC 8410");
    }
    return ClientKey.of(Arrays.copyOfRange(der, PREFIX.length, der.length));
  }

  private static IOException notAKey(Path file, String why) {
    return new IOException("%s is not a private key: %s".formatted(file, why));
  }
}
