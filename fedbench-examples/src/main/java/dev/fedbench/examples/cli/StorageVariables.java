package dev.fedbench.examples.cli;

import dev.fedbench.spi.Problems;
import dev.fedbench.storage.config.StorageEnvironment;
import java.util.Optional;

/** Reads what this process's environment says of storage. */
final class StorageVariables {

  private static final String VECTORS = "dev.fedbench.storage.lanes";

  private StorageVariables() {}

  /** None, if there are mistakes. Vectors are switched on and off here, before any is used. */
  static Optional<StorageEnvironment> read(Problems problems) {
    Optional<StorageEnvironment> environment =
        problems.build(() -> StorageEnvironment.of(System.getenv()));
    environment
        .flatMap(StorageEnvironment::vectors)
        .map(on -> on ? "on" : "off")
        .ifPresent(wanted -> switchVectors(wanted, problems));
    return environment;
  }

  private static void switchVectors(String wanted, Problems problems) {
    String told = System.getProperty(VECTORS, wanted);
    problems.expect(
        told.equals(wanted),
        "%s says %s, and -D%s=%s; leave one of them out",
        StorageEnvironment.VECTORS,
        wanted.equals("on"),
        VECTORS,
        told);
    System.setProperty(VECTORS, told);
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
