package dev.fedbench.core.suite;

import dev.fedbench.core.fl.archive.Archiving;
import dev.fedbench.core.fl.coordinator.CoordinatorObserver;
import dev.fedbench.fl.KeptUpdate;
import dev.fedbench.fl.ModelKeeping;
import dev.fedbench.fl.Tensors;
import dev.fedbench.metric.Metric;
import dev.fedbench.metric.Row;
import dev.fedbench.result.RoundRow;
import java.io.IOException;
import java.util.UUID;

/** A run that keeps its models. Thread-safe. */
public final class KeptRun implements AutoCloseable {

  /** The rows that tell where a run is kept. */
  static final String ROW = "archive";

  private final ModelKeeping keeping;
  private final String run;
  private final Archiving archiving;

  private KeptRun(ModelKeeping keeping, String run, Archiving archiving) {
    this.keeping = keeping;
    this.run = run;
    this.archiving = archiving;
  }

  /** Begins a run in the store that is asked for. */
  public static KeptRun open(ModelKeeping keeping) throws IOException {
    String run = UUID.randomUUID().toString();
    return new KeptRun(keeping, run, new Archiving(keeping.store().open(keeping.directory(), run)));
  }

  /** An observer that keeps what is to be kept, and tells another what is measured. */
  public CoordinatorObserver before(CoordinatorObserver next) {
    return new Keeping(next);
  }

  private final class Keeping implements CoordinatorObserver {

    private final CoordinatorObserver next;

    Keeping(CoordinatorObserver next) {
      this.next = next;
    }

    @Override
    public void sample(Metric metric, double value) {
      next.sample(metric, value);
    }

    @Override
    public void round(RoundRow row) {
      next.round(row);
    }

    @Override
    public void model(long version, Tensors model) {
      archiving.model(version, model);
      next.model(version, model);
    }

    @Override
    public boolean wantsUpdates() {
      return keeping.updates() || next.wantsUpdates();
    }

    @Override
    public void accepted(KeptUpdate update, Tensors delta) {
      if (keeping.updates()) {
        archiving.update(update, delta);
      }
      next.accepted(update, delta);
    }
  }

  /** Names it in the store. */
  public String run() {
    return run;
  }

  /** Models that are kept, or will be once it is closed. */
  public long models() {
    return archiving.models();
  }

  /** Updates that are kept, or will be once it is closed. */
  public long updates() {
    return archiving.updates();
  }

  /** Where to find it, and how much of it there is. */
  Row row() {
    return Row.builder(ROW)
        .column("store", keeping.store().name())
        .column("directory", keeping.directory().toAbsolutePath().normalize().toString())
        .column("run", run)
        .column("models", models())
        .column("updates", updates())
        .build();
  }

  /**
   * Waits until all is written. Idempotent.
   *
   * @throws IOException if not all could be kept
   */
  @Override
  public void close() throws IOException {
    archiving.close();
  }
}
