package dev.fedbench.core.suite.rpc;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where the scenarios of a run write every request's times, if they do. Thread-safe.
 *
 * @param directory made when the first scenario starts; empty for nowhere
 * @param written how many files there are
 */
record SampleFiles(Optional<Path> directory, AtomicInteger written) {

  static SampleFiles in(Optional<Path> directory) {
    return new SampleFiles(directory, new AtomicInteger());
  }

  /** A file of this scenario's own. */
  Optional<SampleFile> open(RpcPoint point) throws IOException {
    if (directory.isEmpty()) {
      return Optional.empty();
    }
    String name =
        "%04d-%s-%s-%s.csv.gz"
            .formatted(
                written.incrementAndGet(),
                point.family().word(),
                point.test(),
                point.wire().name().replaceAll("[^\\w.+-]", "_"));
    return Optional.of(SampleFile.create(directory.get().resolve(name)));
  }
}
