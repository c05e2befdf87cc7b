package dev.fedbench.core.suite;

import dev.fedbench.core.fl.archive.Archiving;
import dev.fedbench.fl.ModelKeeping;
import dev.fedbench.metric.Row;
import java.io.IOException;
import java.util.UUID;

/**
 * A run that keeps its models.
 *
 * @param run names it in the store
 */
record KeptRun(ModelKeeping keeping, String run, Archiving archiving) {

  /** The rows that tell where a run is kept. */
  static final String ROW = "archive";

  static KeptRun open(ModelKeeping keeping) throws IOException {
    String run = UUID.randomUUID().toString();
    return new KeptRun(keeping, run, new Archiving(keeping.store().open(keeping.directory(), run)));
  }

  /** Where to find it, and how much of it there is. */
  Row row() {
    return Row.builder(ROW)
        .column("store", keeping.store().name())
        .column("directory", keeping.directory().toAbsolutePath().normalize().toString())
        .column("run", run)
        .column("models", archiving.models())
        .column("updates", archiving.updates())
        .build();
  }
}
