package dev.fedbench.examples.cli;

import dev.fedbench.BenchmarkBuilder;
import dev.fedbench.spi.Problems;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What a run keeps of itself. */
final class KeepingOptions {

  @Option(
      names = "--store",
      paramLabel = "DIR",
      description = {
        "A weight store that keeps every global model, on the branch runs/ID/models:",
        "for store checkout and, from a benchmark's report, store replay."
      })
  private Optional<Path> store = Optional.empty();

  @Option(names = "--store-updates", description = "Keep every accepted update there, too.")
  private boolean updates;

  void apply(BenchmarkBuilder builder, Problems problems) {
    if (store.isPresent()) {
      builder.store(store.get());
      StorageVariables.readWithoutCompression(
          "a run keeps its models by what is smallest for each chunk", problems);
    }
    if (updates) {
      builder.storeUpdates();
    }
  }
}
