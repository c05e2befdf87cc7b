package dev.fedbench.examples.cli;

import java.nio.file.Path;
import java.util.Optional;

/** Where this user's caches are (XDG Base Directory Specification). */
final class UserCache {

  private UserCache() {}

  /** The directory of proof keys. */
  static Path keys() {
    return Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
        .map(Path::of)
        .filter(Path::isAbsolute) // the specification says to ignore others
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"))
        .resolve("fedbench")
        .resolve("keys");
  }
}
