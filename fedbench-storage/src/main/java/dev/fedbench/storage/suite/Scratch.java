package dev.fedbench.storage.suite;

import dev.fedbench.suite.ScenarioSkippedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A directory for stores, on the disk of temporary files; it goes with all that is in it. */
final class Scratch implements AutoCloseable {

  /** What is left free for others. */
  private static final long RESERVE = 1L << 30;

  /** Of names: tells whose a directory is that a killed process left. */
  static final String PREFIX = "fedbench-storage-%d-".formatted(ProcessHandle.current().pid());

  private final Path directory;
  private int made;

  Scratch() throws IOException {
    directory = Files.createTempDirectory(PREFIX);
  }

  /** A name of which nothing is there yet. */
  Path fresh() {
    made++;
    return directory.resolve("store-" + made);
  }

  /**
   * Looks whether there is room.
   *
   * @throws ScenarioSkippedException if there is less than that and a reserve
   */
  void requireRoom(long bytes) throws IOException, ScenarioSkippedException {
    long room = Files.getFileStore(directory).getUsableSpace();
    if (room - RESERVE < bytes) {
      throw new ScenarioSkippedException(
          "%s has %d MB of room; expected %d MB and a reserve of %d MB: set java.io.tmpdir to a larger disk"
              .formatted(
                  directory.getParent(), room / 1_000_000, bytes / 1_000_000, RESERVE / 1_000_000));
    }
  }

  /** Bytes of all files below. */
  static long bytes(Path below) throws IOException {
    long bytes = 0;
    for (Path file : all(below)) {
      bytes += Files.isRegularFile(file) ? Files.size(file) : 0;
    }
    return bytes;
  }

  static void delete(Path below) throws IOException {
    if (Files.exists(below)) {
      for (Path file : all(below)) {
        Files.delete(file);
      }
    }
  }

  private static List<Path> all(Path below) throws IOException {
    try (Stream<Path> files = Files.walk(below)) {
      return files.sorted(Comparator.reverseOrder()).toList();
    }
  }

  @Override
  public void close() throws IOException {
    delete(directory);
  }
}
