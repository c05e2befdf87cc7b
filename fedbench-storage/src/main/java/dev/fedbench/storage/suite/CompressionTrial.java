package dev.fedbench.storage.suite;

import static dev.fedbench.metric.StorageMetrics.BOUND;
import static dev.fedbench.metric.StorageMetrics.CHAIN_MAX;
import static dev.fedbench.metric.StorageMetrics.DEDUP_HITS;
import static dev.fedbench.metric.StorageMetrics.DEDUP_RATE;
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
import java.util.List;
import java.util.OptionalDouble;

/** A series is committed, model by model, and every revision is read again and compared. */
final class CompressionTrial implements Trial {

  private static final double COSINE_TOLERANCE = 0.0005;

  private final Series series;
  private final Bounds bounds;
  private final ScenarioContext context;
  private final Scratch scratch;
  private final OptionalDouble cosine;

  /** The same each time, so that the first iteration has them alone. */
  private List<Row> deltas;

  private CompressionTrial(Series series, Bounds bounds, ScenarioContext context, Scratch scratch)
      throws IOException {
    this.series = series;
    this.bounds = bounds;
    this.context = context;
    this.scratch = scratch;
    this.cosine =
        series.models().size() < 2
            ? OptionalDouble.empty()
            : Cosine.of(series.models().get(0), series.models().get(1));
    this.deltas = Deltas.rows(series);
    requireCosine();
  }

  private void requireCosine() throws IOException {
    double wanted = series.cosine().orElse(0);
    double found = cosine.orElse(Double.NaN);
    if (series.cosine().isPresent() && !(Math.abs(found - wanted) <= COSINE_TOLERANCE)) {
      throw new IOException(
          "the models of '%s' have a cosine of %s; expected %s, %s off at most"
              .formatted(series.name(), found, wanted, COSINE_TOLERANCE));
    }
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
    recorder.record(DEDUP_RATE, rate(stats));
    recorder.record(DELTAS, stats.deltas());
    recorder.record(CHAIN_MAX, stats.chainMax());
    recorder.record(WRONG_BYTES, wrong);
    recorder.row(row(stats, stored, ratio));
    deltas.forEach(recorder::row);
    deltas = List.of();
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

  private static double rate(StoreStats stats) {
    return stats.tensors() == 0 ? 0 : (double) stats.dedupHits() / stats.tensors();
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
        .column("tensors", stats.tensors())
        .column("equal_tensors", stats.dedupHits())
        .column("hit_rate", rate(stats))
        .column("deltas", stats.deltas())
        .column("cosine", cosine.isPresent() ? cosine.getAsDouble() : null)
        .column("cosine_wanted", series.cosine().isPresent() ? series.cosine().getAsDouble() : null)
        .build();
  }

  @Override
  public void close() throws IOException {
    scratch.close();
  }
}
