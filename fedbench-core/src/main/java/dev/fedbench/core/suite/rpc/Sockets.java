package dev.fedbench.core.suite.rpc;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The TCP connections of this process, as Linux shows them under {@code /proc/self} (proc(5)):
 * those alone whose sockets it holds open, so that connections of others, and those that wait out
 * their end in the kernel, do not count.
 */
final class Sockets {

  private static final Path FILES = Path.of("/proc/self/fd");

  private static final List<Path> TABLES =
      List.of(Path.of("/proc/self/net/tcp"), Path.of("/proc/self/net/tcp6"));

  /** The state of a socket that listens. */
  private static final String LISTEN = "0A";

  private static final int LOCAL = 1;
  private static final int REMOTE = 2;
  private static final int STATE = 3;
  private static final int INODE = 9;

  private Sockets() {}

  /** How many connections have that port at either end; empty where that cannot be told. */
  static OptionalLong connections(int port) {
    if (!Files.isDirectory(FILES)) {
      return OptionalLong.empty();
    }
    try {
      Set<String> own = inodes();
      String end = String.format(":%04X", port); // of an address, such as 0100007F:1F90
      Set<String> found = new HashSet<>();
      for (Path table : TABLES) {
        if (Files.exists(table)) {
          Files.readAllLines(table).stream()
              .filter(line -> line.contains(end)) // most are of others, or long over
              .map(line -> line.strip().split("\\s+"))
              .filter(fields -> fields.length > INODE && !fields[STATE].equals(LISTEN))
              .filter(fields -> fields[LOCAL].endsWith(end) || fields[REMOTE].endsWith(end))
              .map(fields -> fields[INODE])
              .filter(own::contains)
              .forEach(found::add);
        }
      }
      return OptionalLong.of(found.size());
    } catch (IOException e) {
      return OptionalLong.empty(); // not ours to read here
    }
  }

  private static Set<String> inodes() throws IOException {
    Set<String> inodes = new HashSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(FILES)) {
      for (Path file : files) {
        try {
          String target = Files.readSymbolicLink(file).toString();
          if (target.startsWith("socket:[")) {
            inodes.add(target.substring("socket:[".length(), target.length() - 1));
          }
        } catch (IOException e) {
          continue; // closed since it was listed
        }
      }
    }
    return inodes;
  }
}
