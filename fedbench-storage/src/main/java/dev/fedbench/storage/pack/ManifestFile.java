package dev.fedbench.storage.pack;

import dev.fedbench.storage.CorruptStoreException;
import dev.fedbench.storage.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The manifest as a file: lines of ASCII, the last of them a checksum of all before it.
 *
 * <pre>
 * fedbench-store 4
 * generation 7
 * next 3
 * pack 1 1048576
 * pack 2 4711
 * ref &lt;64 hex digits&gt; branch/main
 * crc32c 0badcafe
 * </pre>
 */
final class ManifestFile {

  static final String NAME = "MANIFEST";
  static final String TEMPORARY = "MANIFEST.tmp";
  static final String FIRST_LINE = "fedbench-store 4";

  /** Some 200,000 refs. */
  private static final int MAX_BYTES = 64 << 20;

  private static final String SEAL = "crc32c ";

  private ManifestFile() {}

  static Manifest read(Disk disk, Path directory) throws IOException {
    Path file = directory.resolve(NAME);
    byte[] bytes;
    try (DiskFile open = disk.open(file, false)) {
      long size = open.size();
      if (size > MAX_BYTES) {
        throw new CorruptStoreException(
            "%s has %d bytes; expected at most %d".formatted(file, size, MAX_BYTES));
      }
      bytes = new byte[(int) size];
      open.readFully(ByteBuffer.wrap(bytes), 0);
    } catch (NoSuchFileException e) {
      throw new StoreException(
          "%s is no store: it has no file %s; make one with WeightStore.init"
              .formatted(directory, NAME),
          e);
    }
    try {
      return parse(new String(bytes, StandardCharsets.ISO_8859_1));
    } catch (IllegalArgumentException e) {
      throw new CorruptStoreException("%s: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** Puts a manifest in the place of the one before: whoever reads sees the one or the other. */
  static void write(Disk disk, Path directory, Manifest manifest) throws IOException {
    prepare(disk, directory, manifest);
    disk.replace(directory.resolve(TEMPORARY), directory.resolve(NAME));
    disk.forceDirectory(directory);
  }

  /** Writes it durably beside the one that counts, and changes nothing yet. */
  static void prepare(Disk disk, Path directory, Manifest manifest) throws IOException {
    Path temporary = directory.resolve(TEMPORARY);
    disk.delete(temporary);
    try (DiskFile file = disk.create(temporary)) {
      byte[] bytes = text(manifest).getBytes(StandardCharsets.ISO_8859_1);
      file.writeFully(ByteBuffer.wrap(bytes), 0);
      file.force();
    }
  }

  static String text(Manifest manifest) {
    StringBuilder text = new StringBuilder(FIRST_LINE).append('\n');
    text.append("generation ").append(manifest.generation()).append('\n');
    text.append("next ").append(manifest.nextPack()).append('\n');
    manifest
        .packs()
        .forEach((n, size) -> text.append("pack ").append(n).append(' ').append(size).append('\n'));
    manifest
        .refs()
        .forEach(
            (name, id) ->
                text.append("ref ").append(id.hex()).append(' ').append(name).append('\n'));
    return text + SEAL + seal(text) + '\n';
  }

  private static String seal(CharSequence text) {
    byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
    return "%08x".formatted(Frame.crc(bytes, 0, bytes.length));
  }

  /**
   * @throws IllegalArgumentException if it is anything else than what {@link #text} writes
   */
  static Manifest parse(String text) {
    if (!text.startsWith(FIRST_LINE + "\n")) {
      String start = text.lines().findFirst().orElse("");
      throw new IllegalArgumentException(
          "starts with '%s'; expected '%s': made by another version, or something else"
              .formatted(start.substring(0, Math.min(40, start.length())), FIRST_LINE));
    }
    int seal = text.lastIndexOf(SEAL);
    if (seal < 0
        || text.charAt(seal - 1) != '\n'
        || !text.substring(seal).equals(SEAL + seal(text.substring(0, seal)) + "\n")) {
      throw new IllegalArgumentException("the checksum in its last line does not fit the others");
    }
    try {
      return fields(text.substring(FIRST_LINE.length() + 1, seal));
    } catch (IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("a line is incomplete", e);
    }
  }

  private static Manifest fields(String body) {
    long generation = -1;
    int next = -1;
    SortedMap<Integer, Long> packs = new TreeMap<>();
    SortedMap<String, ObjectId> refs = new TreeMap<>();
    for (String line : body.split("\n")) {
      String[] words = line.split(" ", 3);
      switch (words[0]) {
        case "generation" -> generation = Long.parseLong(words[1]);
        case "next" -> next = Integer.parseInt(words[1]);
        case "pack" -> packs.put(Integer.parseInt(words[1]), Long.parseLong(words[2]));
        case "ref" -> refs.put(words[2], ObjectId.fromHex(words[1]));
        default ->
            throw new IllegalArgumentException("a line starts with '%s'".formatted(words[0]));
      }
    }
    return new Manifest(generation, next, packs, refs);
  }
}
