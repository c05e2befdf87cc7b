package dev.fedbench.examples.cli;

import dev.fedbench.spi.Problems;
import dev.fedbench.storage.StoreOptions;
import dev.fedbench.storage.WeightStore;
import dev.fedbench.storage.config.StorageEnvironment;
import dev.fedbench.storage.config.StoreConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** A command of a store that is opened as a file and the environment say. */
abstract class ConfiguredStoreAction extends StoreAction {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "How the store is used: an object of JSON; docs/storage.md has its keys.")
  private Optional<Path> file = Optional.empty();

  private StoreConfig config = StoreConfig.DEFAULTS;

  @Override
  final void prepare(StorageEnvironment environment, Problems problems) {
    problems
        .build(() -> file.map(ConfigFile::read).orElse(StoreConfig.DEFAULTS).with(environment))
        .ifPresent(found -> config = found);
    problems.build(() -> config.in(StoreOptions.defaults()));
  }

  /** Opens a store to write. */
  final WeightStore writer(Path directory) throws IOException {
    return config.open(directory, StoreOptions.defaults());
  }

  /** Opens a store to read. */
  final WeightStore configuredReader(Path directory) throws IOException {
    return config.open(directory, StoreOptions.defaults().readOnly());
  }
}
