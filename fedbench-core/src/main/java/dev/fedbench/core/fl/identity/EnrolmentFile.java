package dev.fedbench.core.fl.identity;

import dev.fedbench.fl.Authentication;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Clients enrolled by a file. A line is a client: id, public key (32 bytes, base64) and the most
 * examples that its updates may claim, separated by blanks. Empty lines and lines that begin with
 * {@code #} say nothing.
 */
public final class EnrolmentFile implements Enrolment {

  private static final int MAX_CLIENTS = 1_000_000;
  private static final int MAX_LINE = 1_000;

  private record Entry(String id, byte[] publicKey, long maxExamples) {}

  private final List<Entry> entries;
  private final Map<String, Integer> indexes = new HashMap<>();

  private EnrolmentFile(List<Entry> entries) {
    this.entries = List.copyOf(entries);
    for (int i = 0; i < entries.size(); i++) {
      indexes.put(entries.get(i).id, i);
    }
  }

  /**
   * Reads a file.
   *
   * @throws IOException with the line's number, if a line is wrong or a client is there twice
   */
  public static EnrolmentFile read(Path file) throws IOException {
    List<Entry> entries = new ArrayList<>();
    Map<String, Integer> lines = new HashMap<>();
    // All but comments is ASCII, and no byte is malformed in this charset.
    try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      int number = 0;
      for (String line = line(in); !line.isEmpty(); line = line(in)) {
        number++;
        if (line.length() > MAX_LINE) {
          throw new IOException(
              "%s, line %d: longer than %d characters".formatted(file, number, MAX_LINE));
        }
        if (line.isBlank() || line.startsWith("#")) {
          continue;
        }
        Entry entry = parse(line, file + ", line " + number);
        Integer other = lines.put(entry.id, number);
        if (other != null) {
          throw new IOException(
              "%s, line %d: client %s is in line %d already"
                  .formatted(file, number, entry.id, other));
        }
        if (entries.size() == MAX_CLIENTS) {
          throw new IOException("%s: more than %d clients".formatted(file, MAX_CLIENTS));
        }
        entries.add(entry);
      }
    }
    if (entries.isEmpty()) {
      throw new IOException("%s enrols nobody; expected a client a line".formatted(file));
    }
    return new EnrolmentFile(entries);
  }

  /** A line of such a file. */
  public static String line(String clientId, byte[] publicKey, long maxExamples) {
    return clientId + " " + Base64.getEncoder().encodeToString(publicKey) + " " + maxExamples;
  }

  /** The next line with its end, and no more of it than is too long already; empty at the end. */
  private static String line(Reader in) throws IOException {
    StringBuilder line = new StringBuilder();
    int c;
    do {
      c = in.read();
      if (c >= 0) {
        line.append((char) c);
      }
    } while (c >= 0 && c != '\n' && line.length() <= MAX_LINE);
    return line.toString();
  }

  private static Entry parse(String line, String where) throws IOException {
    String[] fields = line.strip().split("\\s+", 4);
    if (fields.length != 3) {
      throw new IOException(where + ": expected <client id> <public key> <most examples>");
    }
    if (!ClientIds.valid(fields[0])) {
      throw new IOException(
          where
              + ": a client id is 1 to 64 characters of [A-Za-z0-9._-], not beginning with a dot");
    }
    byte[] key;
    try {
      key = Base64.getDecoder().decode(fields[1]);
    } catch (IllegalArgumentException e) {
      throw new IOException(where + ": the public key is not base64");
    }
    if (!ClientKey.validPublicKey(key)) {
      throw new IOException(where + ": not an Ed25519 public key of 32 bytes");
    }
    try {
      long cap = Long.parseLong(fields[2]);
      if (cap >= 1 && cap <= Authentication.MOST_EXAMPLES) {
        return new Entry(fields[0], key, cap);
      }
    } catch (NumberFormatException e) {
      // falls through to the one message
    }
    throw new IOException(
        "%s: most examples '%s'; expected a number of 1 to %d"
            .formatted(where, fields[2], Authentication.MOST_EXAMPLES));
  }

  @Override
  public int size() {
    return entries.size();
  }

  @Override
  public OptionalInt index(String clientId) {
    Integer index = indexes.get(clientId);
    return index == null ? OptionalInt.empty() : OptionalInt.of(index);
  }

  @Override
  public String id(int index) {
    return entries.get(index).id;
  }

  @Override
  public Optional<byte[]> publicKey(int index) {
    return Optional.of(entries.get(index).publicKey);
  }

  @Override
  public long maxExamples(int index) {
    return entries.get(index).maxExamples;
  }
}
