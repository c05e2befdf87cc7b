package dev.fedbench.core.proof;

import com.google.common.io.ByteStreams;
import dev.fedbench.core.keys.UnusableKeysException;
import dev.fedbench.proof.Circuit;
import dev.fedbench.proof.Keys;
import dev.fedbench.proof.ProofSystem;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A file of keys: a {@link KeyHeader}, and what {@link Keys#write} wrote. */
record KeyFile(Path path, KeyName name, KeyOrigin origin) {

  private static final int BUFFER = 1 << 16;
  private static final String NO_SHA256 = "0".repeat(64);

  /**
   * Reads the keys; nothing of them is parsed before all of it is what was written.
   *
   * @param keyId which are wanted, if it matters
   * @return empty if those made here are others than are wanted
   * @throws UnusableKeysException if they are damaged, or not what the file's name says
   */
  Optional<Keys> read(Optional<String> keyId, ProofSystem system, Circuit circuit)
      throws IOException {
    try (FileChannel channel =
        FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      InputStream start = Channels.newInputStream(channel);
      KeyHeader header = KeyHeader.parse(start.readNBytes(KeyHeader.MOST_BYTES));
      header.expect(name, origin, channel.size());
      if (!header.keyId().equals(keyId.orElse(header.keyId()))) {
        if (origin == KeyOrigin.MADE) {
          return Optional.empty();
        }
        throw new UnusableKeysException("it is of keys " + header.keyId());
      }
      int length = header.encode().length;
      channel.position(length);
      if (!sha256(channel).equals(header.sha256())) {
        throw new UnusableKeysException("its checksum is wrong");
      }
      channel.position(length);
      return Optional.of(parsed(channel, header, system, circuit));
    }
  }

  private static String sha256(FileChannel channel) throws IOException {
    DigestInputStream in = new DigestInputStream(Channels.newInputStream(channel), newSha256());
    ByteStreams.exhaust(in);
    return text(in.getMessageDigest());
  }

  private static Keys parsed(
      FileChannel channel, KeyHeader header, ProofSystem system, Circuit circuit)
      throws IOException {
    Keys keys;
    try {
      keys =
          system.read(circuit, new BufferedInputStream(Channels.newInputStream(channel), BUFFER));
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      throw new UnusableKeysException(Printable.of(String.valueOf(e.getMessage())), e);
    }
    if (!keys.id().equals(header.keyId()) || !keys.circuit().id().equals(circuit.id())) {
      throw new UnusableKeysException(
          "it says keys %s and holds %s".formatted(header.keyId(), Printable.of(keys.id())));
    }
    return keys;
  }

  /** Writes it whole or not at all; what was there before is replaced, a link itself too. */
  void write(Keys keys, FileAttribute<?>... attributes) throws IOException {
    Path temporary = path.resolveSibling("." + UUID.randomUUID() + ".tmp");
    try {
      fill(temporary, keys, attributes);
      Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | RuntimeException | Error e) {
      delete(temporary, e);
      throw e;
    }
  }

  private static void delete(Path file, Throwable why) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      why.addSuppressed(e);
    }
  }

  /** The header comes last, in the place that was left for it. */
  private void fill(Path file, Keys keys, FileAttribute<?>... attributes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes)) {
      int place = new KeyHeader(name, keys.id(), origin, 0, NO_SHA256).encode().length;
      channel.position(place);
      DigestOutputStream digested =
          new DigestOutputStream(Channels.newOutputStream(channel), newSha256());
      OutputStream out = new BufferedOutputStream(digested, BUFFER);
      keys.write(out);
      out.flush();
      long length = channel.position() - place;
      if (length > KeyHeader.MOST_LENGTH) {
        throw new IOException(
            "keys of %d bytes; expected at most %d".formatted(length, KeyHeader.MOST_LENGTH));
      }
      String sha256 = text(digested.getMessageDigest());
      byte[] header = new KeyHeader(name, keys.id(), origin, length, sha256).encode();
      ByteBuffer rest = ByteBuffer.wrap(header);
      while (rest.hasRemaining()) {
        channel.write(rest, rest.position());
      }
      channel.force(true);
    }
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String text(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }
}
