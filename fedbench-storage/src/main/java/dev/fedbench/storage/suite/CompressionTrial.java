package dev.fedbench.storage.suite;

import static dev.fedbench.metric.StorageMetrics.BOUND;
import static dev.fedbench.metric.StorageMetrics.CHAIN_MAX;
import static dev.fedbench.metric.StorageMetrics.DEDUP_HITS;
import static dev.fedbench.metric.StorageMetrics.DELTAS;
import static dev.fedbench.metric.StorageMetrics.LIMIT;
import static dev.fedbench.metric.StorageMetrics.LOGICAL_BYTES;
import static dev.fedbench.metric.StorageMetrics.RATIO;
import static dev.fedbench.metric.StorageMetrics.STORED_BYTES;
import static dev.fedbench.metric.StorageMetrics.WRONG_BYTES;

import dev.fedbench.metric.Recorder;
import dev.fedbench.metric.Row;
import dev.fedbench.storage.CommitRequest;
import dev.fedbench.storage.StoreOptions;
import dev.fedbench.storage.StoreStats;
import dev.fedbench.storage.WeightStore;
import dev.fedbench.suite.ScenarioContext;
import dev.fedbench.suite.Trial;
import java.io.IOException;
import java.nio.file.Path;

/** A series is committed, model by model, and every revision is read again and compared. */
final class CompressionTrial implements Trial {

  private final Series series;
  private final Bounds bounds;
  private final ScenarioContext context;
  private final Scratch scratch;

  private CompressionTrial(Series series, Bounds bounds, ScenarioContext context, Scratch scratch) {
    this.series = series;
    this.bounds = bounds;
    this.context = context;
    this.scratch = scratch;
  }

  static Trial open(Series series, ScenarioContext context) throws Exception {
    Scratch scratch = new Scratch();
    try {
      scratch.requireRoom(2 * series.bytes());
      return new CompressionTrial(series, Bounds.of(series), context, scratch);
    } catch (Exception | Error e) {
      scratch.close();
      throw e;
    }
  }

  /** The ratio is the same each time. */
  @Override
  public void warmUp(Recorder discarding) {}

  @Override
  public void iterate(Recorder recorder) throws Exception {
    Path at = scratch.fresh();
    StoreStats stats = commit(at);
    if (context.cancelled()) {
      return;
    }
    long wrong = compare(at);
    long stored = Scratch.bytes(at);
    double ratio = (double) series.bytes() / stored;
    recorder.record(RATIO, ratio);
    recorder.record(BOUND, series.bytes() / bounds.planes());
    bounds.limit().ifPresent(limit -> recorder.record(LIMIT, series.bytes() / limit));
    recorder.record(LOGICAL_BYTES, series.bytes());
    recorder.record(STORED_BYTES, stored);
    recorder.record(DEDUP_HITS, stats.dedupHits());
    recorder.record(DELTAS, stats.deltas());
    recorder.record(CHAIN_MAX, stats.chainMax());
    recorder.record(WRONG_BYTES, wrong);
    recorder.row(row(stats, stored, ratio));
    Scratch.delete(at);
    if (wrong > 0) {
      throw new IOException(
          "%d bytes of '%s' came back wrong; expected none: the store is broken"
              .formatted(wrong, series.name()));
    }
  }

  private StoreStats commit(Path at) throws IOException {
    try (WeightStore store = WeightStore.init(at)) {
      for (int i = 0; i < series.models().size() && !context.cancelled(); i++) {
        store.commit(CommitRequest.of(series.models().get(i), "model " + i));
        context.progress(i + 1L, series.models().size(), "models");
      }
      return store.stats();
    }
  }

  private long compare(Path at) throws IOException {
    long wrong = 0;
    try (WeightStore store = WeightStore.open(at, StoreOptions.defaults().readOnly())) {
      int last = series.models().size() - 1;
      for (int i = 0; i <= last; i++) {
        wrong +=
            Exactness.wrongBytes(store.checkpoint("main~" + (last - i)), series.models().get(i));
      }
    }
    return wrong;
  }

  private Row row(StoreStats stats, long stored, double ratio) {
    double bound = series.bytes() / bounds.planes();
    Double limit =
        bounds.limit().isPresent() ? series.bytes() / bounds.limit().getAsDouble() : null;
    return Row.builder("compression")
        .column("workload", series.name())
        .column("models", series.models().size())
        .column("logical_bytes", series.bytes())
        .column("stored_bytes", stored)
        .column("ratio", ratio)
        .column("bound_ratio", bound)
        .column("share_of_bound", ratio / bound)
        .column("limit_ratio", limit)
        .column("equal_tensors", stats.dedupHits())
        .column("deltas", stats.deltas())
        .build();
  }

  @Override
  public void close() throws IOException {
    scratch.close();
  }
}
