package dev.fedbench.metric;

/** What the storage suite measures. {@code docs/metrics.md} defines each. */
public final class StorageMetrics {

  /** Bytes of all tensors over bytes of all files of the store: one an iteration. */
  public static final Metric RATIO = better("storage.ratio");

  /**
   * The ratio that coders of byte planes could reach, tables for nothing: see the entropy bound.
   */
  public static final Metric BOUND = modelled("storage.bound_ratio");

  /** The ratio that no coder can exceed, of workloads that are noise of a known distribution. */
  public static final Metric LIMIT = modelled("storage.limit_ratio");

  /** Bytes of all tensors that were committed, each counted wherever it occurs. */
  public static final Metric LOGICAL_BYTES =
      new Metric("storage.logical_bytes", Unit.BYTES, Better.NEITHER, Provenance.MEASURED);

  /** Bytes of all files of the store. */
  public static final Metric STORED_BYTES = Metric.bytes("storage.stored_bytes");

  /** Tensors that were there already. */
  public static final Metric DEDUP_HITS = Metric.count("storage.dedup_hits");

  /** Tensors that were there already, over all that were committed. */
  public static final Metric DEDUP_RATE =
      new Metric("storage.dedup_rate", Unit.RATIO, Better.HIGHER, Provenance.MEASURED);

  /** Chunks that are stored as differences. */
  public static final Metric DELTAS = Metric.count("storage.deltas");

  /** The most differences between a chunk and one that stands alone. */
  public static final Metric CHAIN_MAX = Metric.count("storage.chain_max");

  /** Bytes that were not what they had been; anything but 0 is a failure. */
  public static final Metric WRONG_BYTES =
      new Metric("storage.wrong_bytes", Unit.COUNT, Better.LOWER, Provenance.MEASURED);

  /** How long the operation took: one an iteration, or one each time. */
  public static final Metric TIME = Metric.seconds("storage.time");

  /** Bytes of tensors that the operation took or gave, a second. */
  public static final Metric THROUGHPUT =
      new Metric("storage.throughput", Unit.BYTES_PER_SECOND, Better.HIGHER, Provenance.MEASURED);

  /** Operations a second. */
  public static final Metric RATE =
      new Metric("storage.rate", Unit.PER_SECOND, Better.HIGHER, Provenance.MEASURED);

  /** What the same commits took one by one, over what they took as a batch. */
  public static final Metric BATCH_SPEEDUP = better("storage.batch_speedup");

  /** Silhouette of a clustering of tensors. */
  public static final Metric SILHOUETTE = better("storage.silhouette");

  /** Sum of squared distances to the centroids. */
  public static final Metric INERTIA =
      new Metric("storage.inertia", Unit.VALUE, Better.LOWER, Provenance.MEASURED);

  /** The index of Caliński and Harabasz. */
  public static final Metric CALINSKI_HARABASZ = better("storage.calinski_harabasz");

  /** The index of Davies and Bouldin. */
  public static final Metric DAVIES_BOULDIN =
      new Metric("storage.davies_bouldin", Unit.VALUE, Better.LOWER, Provenance.MEASURED);

  /** Tensors that are in a cluster with most of those that they belong to, over all. */
  public static final Metric PURITY =
      new Metric("storage.purity", Unit.RATIO, Better.HIGHER, Provenance.MEASURED);

  /** What a clustering's silhouette gained by rebalancing. */
  public static final Metric SILHOUETTE_GAIN = better("storage.silhouette_gain");

  /** The ratio with references that were looked for, over that without. */
  public static final Metric IMPROVEMENT = better("storage.improvement");

  /** The exponent b of time = a * size^b, by least squares of logarithms. */
  public static final Metric EXPONENT =
      new Metric("storage.scaling_exponent", Unit.VALUE, Better.LOWER, Provenance.MEASURED);

  /** How much of the variance of logarithms that explains. */
  public static final Metric R_SQUARED =
      new Metric("storage.scaling_r2", Unit.RATIO, Better.NEITHER, Provenance.MEASURED);

  /**
   * The most heap in use at once, garbage included, seen every few milliseconds, above what was
   * live before.
   */
  public static final Metric HEAP_PEAK = Metric.bytes("storage.heap_peak");

  /** Heap in use after a collection, gained for each commit. */
  public static final Metric HEAP_SLOPE =
      new Metric("storage.heap_slope", Unit.BYTES, Better.LOWER, Provenance.MEASURED);

  /**
   * Heap in use after a collection that an open store holds more than one that looks for no
   * references; below 0 where it is less than what else went on.
   */
  public static final Metric HEAP_OVERHEAD = Metric.bytes("storage.heap_overhead");

  /** Heap in use after a collection that an open store holds. */
  public static final Metric HEAP_HELD = Metric.bytes("storage.heap_held");

  /** That, over the bytes of all files of the store. */
  public static final Metric HEAP_SHARE =
      new Metric("storage.heap_share", Unit.RATIO, Better.LOWER, Provenance.MEASURED);

  /** Garbage collections. */
  public static final Metric GC_COUNT =
      new Metric("storage.gc_count", Unit.COUNT, Better.LOWER, Provenance.MEASURED);

  /** Time spent collecting garbage. */
  public static final Metric GC_TIME = Metric.seconds("storage.gc_time");

  /** Changes of a single byte of a pack that were found, over all that were made. */
  public static final Metric DETECTED =
      new Metric("storage.detected", Unit.RATIO, Better.HIGHER, Provenance.MEASURED);

  /** The largest error of a lossy strategy. */
  public static final Metric MAX_ABSOLUTE_ERROR = error("storage.max_abs_error");

  /** Root of the mean square of a lossy strategy's errors. */
  public static final Metric RMS_ERROR = error("storage.rms_error");

  /** The largest error relative to the value, of values that are not 0. */
  public static final Metric MAX_RELATIVE_ERROR = error("storage.max_rel_error");

  /** The largest error in units in the last place of the value. */
  public static final Metric MAX_ULP_ERROR = error("storage.max_ulp_error");

  private StorageMetrics() {}

  private static Metric better(String name) {
    return new Metric(name, Unit.VALUE, Better.HIGHER, Provenance.MEASURED);
  }

  private static Metric error(String name) {
    return new Metric(name, Unit.VALUE, Better.LOWER, Provenance.MEASURED);
  }

  private static Metric modelled(String name) {
    return new Metric(name, Unit.VALUE, Better.NEITHER, Provenance.MODELLED);
  }
}
