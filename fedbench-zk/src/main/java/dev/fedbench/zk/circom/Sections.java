package dev.fedbench.zk.circom;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The sections of a file in iden3's container format: a magic word, a version, how many sections
 * there are, and for each its type, its size and its bytes. They may come in any order: circom and
 * snarkjs each have one of their own. Those of unknown types are skipped, as the format asks.
 */
final class Sections {

  private static final int HEADER_BYTES = 12;
  private static final int SECTION_HEADER_BYTES = 12;

  private record Place(long from, long size) {}

  private final Source source;
  private final Format format;
  private final Map<Integer, Place> places = new HashMap<>();

  private Sections(Source source, Format format) {
    this.source = source;
    this.format = format;
  }

  /**
   * Reads where the sections are, and nothing of what they hold.
   *
   * @throws IOException if it is no such file, a section is there twice, or they do not fill the
   *     file just so
   */
  static Sections of(Source source, Format format) throws IOException {
    Sections sections = new Sections(source, format);
    sections.readPlaces();
    return sections;
  }

  private void readPlaces() throws IOException {
    if (source.size() < HEADER_BYTES) {
      throw fail(
          0, "%d bytes; a %s file has at least %d", source.size(), format.magic(), HEADER_BYTES);
    }
    SectionReader header = new SectionReader(source, "header", 0, HEADER_BYTES);
    byte[] magic = header.bytes(4);
    if (!Arrays.equals(magic, format.magic().getBytes(StandardCharsets.US_ASCII))) {
      throw fail(0, "starts with %s; expected '%s'", hex(magic), format.magic());
    }
    long version = header.u32();
    if (version != format.version()) {
      throw fail(4, "version %d; expected %d", version, format.version());
    }
    long count = header.u32();
    if (count > (source.size() - HEADER_BYTES) / SECTION_HEADER_BYTES) {
      throw fail(8, "%d sections; there are not as many in %d bytes", count, source.size());
    }
    long at = HEADER_BYTES;
    for (long i = 0; i < count; i++) {
      at = readPlace(at, i, count);
    }
    if (at != source.size()) {
      throw fail(at, "%d bytes after the last section; expected none", source.size() - at);
    }
  }

  private long readPlace(long at, long index, long count) throws IOException {
    if (source.size() - at < SECTION_HEADER_BYTES) {
      throw fail(at, "the file is cut short: it ends before section %d of %d", index + 1, count);
    }
    SectionReader header = new SectionReader(source, "header", at, SECTION_HEADER_BYTES);
    long type = header.u32();
    long size = header.u64();
    long from = at + SECTION_HEADER_BYTES;
    if (size < 0 || size > source.size() - from) {
      throw fail(
          at + 4,
          "section %d of %s bytes; the file has %d after here",
          type,
          Long.toUnsignedString(size),
          source.size() - from);
    }
    boolean known = type < Integer.MAX_VALUE && format.names().containsKey((int) type);
    if (known && places.putIfAbsent((int) type, new Place(from, size)) != null) {
      throw fail(at, "%s is there twice", format.title((int) type));
    }
    return from + size;
  }

  private CircomFileException fail(long offset, String problem, Object... arguments) {
    return CircomFileException.at(source.name(), "header", offset, problem.formatted(arguments));
  }

  private static String hex(byte[] magic) {
    StringBuilder hex = new StringBuilder("0x");
    for (byte b : magic) {
      hex.append(String.format(Locale.ROOT, "%02x", b));
    }
    return hex.toString();
  }

  /** Whether there is a section of that type. */
  boolean has(int type) {
    return places.containsKey(type);
  }

  /**
   * Reads a section from its start on.
   *
   * @throws CircomFileException if there is none
   */
  SectionReader read(int type) throws CircomFileException {
    Place place = places.get(type);
    if (place == null) {
      throw CircomFileException.of(source.name(), "there is no " + format.title(type));
    }
    return new SectionReader(source, format.title(type), place.from(), place.size());
  }

  /**
   * Reads a section that must be of so many bytes.
   *
   * @throws CircomFileException if it is not, or there is none
   */
  SectionReader read(int type, long bytes) throws CircomFileException {
    SectionReader section = read(type);
    if (section.remaining() != bytes) {
      throw section.fail("%d bytes; expected %d".formatted(section.remaining(), bytes));
    }
    return section;
  }
}
