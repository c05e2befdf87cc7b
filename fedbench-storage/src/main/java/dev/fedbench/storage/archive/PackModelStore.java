package dev.fedbench.storage.archive;

import dev.fedbench.fl.ModelArchive;
import dev.fedbench.fl.ModelStore;
import dev.fedbench.storage.StoreOptions;
import dev.fedbench.storage.WeightStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Keeps runs in a {@link WeightStore}: the models of a run are the branch {@code runs/<id>/models},
 * its updates the branch {@code runs/<id>/updates}.
 */
public final class PackModelStore implements ModelStore {

  private static final Pattern RUN = Pattern.compile("[A-Za-z0-9_-]{1,100}");

  /** For discovery. */
  public PackModelStore() {}

  @Override
  public String name() {
    return "packs";
  }

  @Override
  public ModelArchive open(Path directory, String run) throws IOException {
    if (!RUN.matcher(run).matches()) {
      throw new IllegalArgumentException(
          "'%s' is no id of a run; expected 1 to 100 letters, digits, hyphens and underscores"
              .formatted(run.length() <= 120 ? run : run.substring(0, 120) + "…"));
    }
    StoreOptions options = StoreOptions.defaults();
    WeightStore store =
        Files.exists(directory.resolve("MANIFEST"))
            ? WeightStore.open(directory, options)
            : WeightStore.init(directory, options);
    try {
      return new PackArchive(store, run);
    } catch (IOException | RuntimeException e) {
      store.close();
      throw e;
    }
  }
}
