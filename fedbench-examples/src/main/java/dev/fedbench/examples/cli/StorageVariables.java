package dev.fedbench.examples.cli;

import dev.fedbench.spi.Problems;
import dev.fedbench.storage.config.StorageEnvironment;
import java.util.Optional;

/** Reads what this process's environment says of storage. */
final class StorageVariables {

  private StorageVariables() {}

  /** None, if there are mistakes. */
  static Optional<StorageEnvironment> read(Problems problems) {
    return problems.build(() -> StorageEnvironment.of(System.getenv()));
  }

  /** For what encodes in its own way, so that a variable that says another is not passed over. */
  static Optional<StorageEnvironment> readWithoutCompression(String reason, Problems problems) {
    Optional<StorageEnvironment> environment = read(problems);
    problems.expect(
        environment.flatMap(StorageEnvironment::compression).isEmpty(),
        "%s: %s; unset it",
        StorageEnvironment.COMPRESSION,
        reason);
    return environment;
  }
}
