package dev.fedbench.core.stats;

import dev.fedbench.metric.Metric;
import dev.fedbench.result.MetricSummary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Function;

/**
 * Collects samples from any number of threads and says what they come to.
 *
 * <p>Samples go to stripes. A thread takes the stripe that its id points to, or the next that
 * nobody holds, so that threads do not wait for each other; nothing belongs to a thread, so that
 * one that ends leaves its samples and no garbage. Memory depends on the number of processors and
 * metrics, not on the number of threads or samples. Thread-safe.
 */
public final class MetricCollector {

  private static final int MAX_STRIPES = 64;

  /** Ints between two stripes' flags, so that no two share a cache line. */
  private static final int SPACING = 32;

  private static final int FREE = 0;
  private static final int HELD = 1;

  private final Stripe[] stripes;
  private final AtomicIntegerArray flags;
  private final ConcurrentMap<String, Metric> metrics = new ConcurrentHashMap<>();

  /** Of the iterations that are over. */
  private final Map<String, Distribution> before = new TreeMap<>();

  private final Map<String, IterationMeans> iterations = new HashMap<>();

  /** Nothing collected yet. */
  public MetricCollector() {
    int wanted = Math.min(MAX_STRIPES, 4 * Runtime.getRuntime().availableProcessors());
    stripes = new Stripe[Integer.highestOneBit(2 * wanted - 1)];
    for (int i = 0; i < stripes.length; i++) {
      stripes[i] = new Stripe(metrics);
    }
    flags = new AtomicIntegerArray((stripes.length + 1) * SPACING);
  }

  /**
   * Records one sample.
   *
   * @param value in the metric's unit
   * @throws IllegalArgumentException if the value is not finite, or if another metric of that name
   *     was recorded before
   */
  public void record(Metric metric, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "metric '%s': %s; expected a finite number".formatted(metric.name(), value));
    }
    int stripe = hold((int) Thread.currentThread().getId() & stripes.length - 1);
    try {
      stripes[stripe].of(metric).add(value);
    } finally {
      release(stripe);
    }
  }

  /** A summary per metric recorded so far, sorted by name. May be called while others record. */
  public synchronized List<MetricSummary> summaries() {
    Map<String, Distribution> merged = new TreeMap<>();
    add(before, merged);
    add(recorded(Stripe::series), merged);
    return merged.entrySet().stream()
        .map(
            entry ->
                entry
                    .getValue()
                    .summary(metrics.get(entry.getKey()))
                    .across(
                        Optional.ofNullable(iterations.get(entry.getKey()))
                            .flatMap(IterationMeans::spread)))
        .toList();
  }

  /**
   * What was recorded since the last iteration's end, or since the beginning, was an iteration.
   * What is recorded after the last one counts as a sample, and in no iteration.
   */
  public synchronized void endIteration() {
    Map<String, Distribution> iteration = recorded(Stripe::takeSeries);
    iteration.forEach(
        (name, samples) ->
            iterations
                .computeIfAbsent(name, ignored -> new IterationMeans())
                .add(samples.summary(metrics.get(name)).mean()));
    add(iteration, before);
  }

  private static void add(Map<String, Distribution> some, Map<String, Distribution> merged) {
    some.forEach(
        (name, one) -> merged.computeIfAbsent(name, ignored -> new Distribution()).addAll(one));
  }

  /** What all stripes have, each held while its own is read. */
  private Map<String, Distribution> recorded(Function<Stripe, Map<String, Series>> read) {
    Map<String, Distribution> merged = new TreeMap<>();
    for (int stripe = 0; stripe < stripes.length; stripe++) {
      while (!tryHold(stripe)) {
        Thread.yield();
      }
      try {
        read.apply(stripes[stripe])
            .forEach(
                (name, one) ->
                    merged
                        .computeIfAbsent(name, ignored -> new Distribution())
                        .addAll(one.distribution));
      } finally {
        release(stripe);
      }
    }
    return merged;
  }

  /** Holds the first free stripe from {@code preferred} on. */
  private int hold(int preferred) {
    for (int tries = 0; ; tries++) {
      int stripe = preferred + tries & stripes.length - 1;
      if (tryHold(stripe)) {
        return stripe;
      }
      if (stripe == preferred && tries > 0) {
        Thread.yield(); // all held: their holders need a processor
      }
    }
  }

  private boolean tryHold(int stripe) {
    int flag = (stripe + 1) * SPACING;
    return flags.getPlain(flag) == FREE && flags.compareAndSet(flag, FREE, HELD);
  }

  private void release(int stripe) {
    flags.setRelease((stripe + 1) * SPACING, FREE);
  }

  /** The distributions of one stripe; touched by whoever holds it. */
  private static final class Stripe {

    private final ConcurrentMap<String, Metric> metrics;
    private Map<String, Series> series = new HashMap<>();

    Stripe(ConcurrentMap<String, Metric> metrics) {
      this.metrics = metrics;
    }

    Distribution of(Metric metric) {
      Series found = series.get(metric.name());
      if (found == null || found.metric != metric) {
        check(metric);
        found = series.computeIfAbsent(metric.name(), name -> new Series(metric));
      }
      return found.distribution;
    }

    private void check(Metric metric) {
      Metric other = metrics.putIfAbsent(metric.name(), metric);
      if (other != null && !other.equals(metric)) {
        throw new IllegalArgumentException(
            "metric '%s' is %s here and was %s before; give one of them another name"
                .formatted(metric.name(), metric, other));
      }
    }

    Map<String, Series> series() {
      return series;
    }

    /** What it has, and has no more. */
    Map<String, Series> takeSeries() {
      Map<String, Series> taken = series;
      series = new HashMap<>();
      return taken;
    }
  }

  private record Series(Metric metric, Distribution distribution) {
    Series(Metric metric) {
      this(metric, new Distribution());
    }
  }
}
