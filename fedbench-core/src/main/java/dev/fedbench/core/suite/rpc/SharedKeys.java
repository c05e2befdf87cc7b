package dev.fedbench.core.suite.rpc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directory for keys that two processes share for a while: for this user alone, and gone
 * afterwards.
 */
record SharedKeys(Path directory) implements AutoCloseable {

  /** An empty one. Where there are POSIX permissions, nobody else can look into it. */
  static SharedKeys make() throws IOException {
    return new SharedKeys(Files.createTempDirectory("fedbench-keys-"));
  }

  /** Deletes it and all that is in it. Idempotent. */
  @Override
  public void close() throws IOException {
    if (Files.notExists(directory)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> found = Files.walk(directory)) {
      all = found.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path one : all) {
      Files.deleteIfExists(one);
    }
  }
}
