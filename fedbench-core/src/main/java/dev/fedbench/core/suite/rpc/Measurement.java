package dev.fedbench.core.suite.rpc;

import dev.fedbench.core.load.Latencies;
import dev.fedbench.core.load.LoadResult;
import dev.fedbench.core.load.Outlier;
import dev.fedbench.metric.Metric;
import dev.fedbench.metric.Recorder;
import dev.fedbench.metric.Row;
import dev.fedbench.metric.RowBuilder;
import dev.fedbench.metric.RpcMetrics;
import dev.fedbench.rpc.WireCounter;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What one iteration came to.
 *
 * @param number of the iteration, from 1
 * @param load what the load generator says
 * @param client what this process used meanwhile
 * @param server what the server's used; empty if it is the same
 * @param wire what the clients sent and received
 */
record Measurement(
    int number, LoadResult load, Vitals client, Optional<Vitals> server, WireSum wire) {

  private static final double NANOS = 1e9;

  /** Records all but the single samples, which were recorded when they came. */
  void record(RpcPoint point, Recorder recorder) {
    recorder.record(RpcMetrics.REQUESTS, load.requests());
    recorder.record(RpcMetrics.FAILURES, load.requests() - load.completed());
    recorder.record(RpcMetrics.ERROR_RATE, load.errorRatio());
    figures(point).forEach(recorder::record);
    recorder.row(iteration());
    load.failures().forEach((cause, count) -> recorder.row(failure(cause.name(), count)));
    if (load.unfinished() > 0) {
      recorder.row(failure("UNFINISHED", load.unfinished()));
    }
    if (point.family() == Family.LATENCY) {
      seconds(recorder);
      load.response().outliers().forEach(outlier -> recorder.row(outlier(outlier)));
    }
  }

  /** One value each, for those that there are. */
  Map<Metric, Double> figures(RpcPoint point) {
    Map<Metric, Double> all = new TreeMap<>(Comparator.comparing(Metric::name));
    if (load.completed() > 0) {
      all.put(RpcMetrics.THROUGHPUT, load.rate());
      all.put(RpcMetrics.BANDWIDTH, load.requestBytesPerSecond());
      used(all, client, RpcMetrics.CLIENT_CPU, RpcMetrics.CLIENT_ALLOCATION);
      server.ifPresent(
          used -> used(all, used, RpcMetrics.SERVER_CPU, RpcMetrics.SERVER_ALLOCATION));
      all.put(RpcMetrics.ENVELOPE_BYTES, (double) wire.envelopes() / load.requests());
      wire.sockets()
          .ifPresent(bytes -> all.put(RpcMetrics.WIRE_BYTES, (double) bytes / load.requests()));
    }
    load.response().jitter().ifPresent(nanos -> all.put(RpcMetrics.JITTER, nanos / NANOS));
    all.put(RpcMetrics.CLIENT_GC_COUNT, (double) client.collections());
    all.put(RpcMetrics.CLIENT_GC_TIME, client.collectionMillis() / 1e3);
    server.ifPresent(
        used -> {
          all.put(RpcMetrics.SERVER_GC_COUNT, (double) used.collections());
          all.put(RpcMetrics.SERVER_GC_TIME, used.collectionMillis() / 1e3);
        });
    compression(point).ifPresent(ratio -> all.put(RpcMetrics.COMPRESSION_RATIO, ratio));
    return all;
  }

  /** For each request that succeeded. */
  private void used(Map<Metric, Double> all, Vitals used, Metric cpu, Metric allocation) {
    double requests = load.completed();
    used.cpuNanos().ifPresent(nanos -> all.put(cpu, nanos / NANOS / requests));
    used.allocatedBytes().ifPresent(bytes -> all.put(allocation, bytes / requests));
  }

  /** Only where every request and its answer went through: the rest has sizes of its own. */
  private Optional<Double> compression(RpcPoint point) {
    if (point.codec().isEmpty()
        || load.completed() != load.requests()
        || wire.messages() != 2 * load.requests()) {
      return Optional.empty();
    }
    // Every message has the method's name, every request an order key of four letters.
    long fixed = 2L * (WireCounter.OVERHEAD + point.handler().length()) + 4;
    double plain = load.requestBytes() + load.responseBytes() + (double) fixed * load.requests();
    return Optional.of(wire.envelopes() / plain);
  }

  private Row iteration() {
    RowBuilder row =
        Row.builder("iteration")
            .column("iteration", number)
            .column("outcome", load.outcome().name().toLowerCase(Locale.ROOT))
            .column("requests", load.requests())
            .column("completed", load.completed())
            .column("failed", load.failed())
            .column("unfinished", load.unfinished())
            .column("seconds", load.elapsedNanos() / NANOS)
            .column("target_rate", boxed(load.targetRate()))
            .column("rate", load.rate())
            .column("bytes_per_second", load.requestBytesPerSecond());
    latencies(row, load.response());
    row.column("lateness_p99", percentile(load.lateness(), 99));
    return row.column("first_failure", load.firstFailure().orElse(null)).build();
  }

  private static RowBuilder latencies(RowBuilder row, Latencies of) {
    boolean none = of.isEmpty();
    return row.column("min", none ? null : of.min() / NANOS)
        .column("p25", percentile(of, 25))
        .column("p50", percentile(of, 50))
        .column("p75", percentile(of, 75))
        .column("p95", percentile(of, 95))
        .column("p99", percentile(of, 99))
        .column("p99_9", percentile(of, 99.9))
        .column("max", none ? null : of.max() / NANOS)
        .column("mean", none ? null : of.mean() / NANOS)
        .column("stddev", none || of.stddev().isEmpty() ? null : of.stddev().getAsDouble() / NANOS);
  }

  private static Double percentile(Latencies of, double percent) {
    return of.isEmpty() ? null : of.percentile(percent) / NANOS;
  }

  private static Double boxed(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }

  private Row failure(String cause, long count) {
    return Row.builder("failure")
        .column("iteration", number)
        .column("cause", cause.toLowerCase(Locale.ROOT))
        .column("count", count)
        .build();
  }

  private void seconds(Recorder recorder) {
    long width = load.series().secondsPerPoint();
    load.series()
        .points()
        .forEach(
            (index, of) ->
                recorder.row(
                    Row.builder("second")
                        .column("iteration", number)
                        .column("second", index * width)
                        .column("requests", of.count())
                        .column("p50", percentile(of, 50))
                        .column("p95", percentile(of, 95))
                        .column("p99", percentile(of, 99))
                        .column("max", of.max() / NANOS)
                        .build()));
  }

  private Row outlier(Outlier outlier) {
    return Row.builder("outlier")
        .column("iteration", number)
        .column("at", outlier.atNanos() / NANOS)
        .column("response", outlier.nanos() / NANOS)
        .build();
  }
}
