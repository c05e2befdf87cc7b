package dev.fedbench.zmq.curve;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where a list of clients comes from: a file with a key a line, or a directory of certificates. */
record AllowFiles(Path path) {

  /** A million clients and their names. */
  private static final int MAX_FILE_BYTES = 128 << 20;

  private static final int MAX_CERTIFICATES = 1_000_000;

  /** What files look like from outside, to see that they changed. */
  record Stamp(Map<String, String> files) {
    static final Stamp NONE = new Stamp(Map.of());
  }

  /** Of what can be seen: what cannot is left out, and found by {@link #read}. */
  Stamp stamp() {
    Map<String, String> found = new HashMap<>();
    try {
      for (Path file : Files.isDirectory(path) ? certificates() : List.of(path)) {
        BasicFileAttributes about = Files.readAttributes(file, BasicFileAttributes.class);
        found.put(
            file.toString(), about.size() + " " + about.lastModifiedTime() + " " + about.fileKey());
      }
    } catch (IOException e) {
      found.put("", e.toString());
    }
    return new Stamp(found);
  }

  Set<CurvePublicKey> read() throws IOException {
    return Files.isDirectory(path)
        ? readCertificates()
        : parse(KeyFile.read(path, MAX_FILE_BYTES), path);
  }

  private Set<CurvePublicKey> readCertificates() throws IOException {
    Set<CurvePublicKey> keys = new HashSet<>();
    for (Path file : certificates()) {
      keys.add(CurveKeys.readPublic(file));
    }
    return keys;
  }

  private List<Path> certificates() throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
      for (Path file : files) {
        boolean hidden = file.getFileName().toString().startsWith(".");
        if (!hidden && !CurveKeys.isSecretFile(file)) {
          found.add(file);
        }
        if (found.size() > MAX_CERTIFICATES) {
          throw new IOException(
              "%s holds more than %d certificates; expected fewer, or a file with a key a line"
                  .formatted(path, MAX_CERTIFICATES));
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return found;
  }

  /**
   * A line that begins with # is a comment and never a key: five characters of Z85 that begin with
   * # would be more than four bytes hold.
   */
  static Set<CurvePublicKey> parse(String text, Path file) throws IOException {
    Set<CurvePublicKey> keys = new HashSet<>();
    int[] number = {0};
    try {
      text.lines()
          .forEach(
              line -> {
                number[0]++;
                String content = line.strip();
                if (!content.isEmpty() && !content.startsWith("#")) {
                  keys.add(CurvePublicKey.of(content.split("\\s", 2)[0]));
                }
              });
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "%s, line %d: %s, then a blank and a name, or nothing"
              .formatted(file, number[0], e.getMessage()),
          e);
    }
    return keys;
  }
}
