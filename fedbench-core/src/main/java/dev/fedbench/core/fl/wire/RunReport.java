package dev.fedbench.core.fl.wire;

import dev.fedbench.metric.FederatedMetrics;
import dev.fedbench.metric.Metric;
import dev.fedbench.result.RoundRow;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a coordinator measured, for a harness in another process.
 *
 * @param rounds a row per round, in order
 * @param rejections refusals by cause
 * @param samples samples by the metric's name, as far as the coordinator keeps them
 * @param leftOut samples and rounds beyond that
 * @param pending updates accepted and not aggregated
 */
public record RunReport(
    List<RoundRow> rounds,
    Map<String, Long> rejections,
    Map<String, double[]> samples,
    long leftOut,
    long pending) {

  /** What a coordinator measures: others have no business in a report. */
  private static final Map<String, Metric> METRICS =
      Stream.of(
              FederatedMetrics.JOIN_TIME,
              FederatedMetrics.TRAIN_TIME,
              FederatedMetrics.MODEL_UPDATE,
              FederatedMetrics.MODEL_UPDATE_ALL,
              FederatedMetrics.ROUND,
              FederatedMetrics.EVALUATION,
              FederatedMetrics.PROOF_VERIFICATION,
              FederatedMetrics.PROOF_VERIFICATION_CPU,
              FederatedMetrics.PROOF_BATCH)
          .collect(Collectors.toUnmodifiableMap(Metric::name, metric -> metric));

  private static final Set<String> CAUSES =
      Stream.of(Cause.values()).map(Cause::name).collect(Collectors.toUnmodifiableSet());

  private static final int ROUND_SIZE = 4 + 8 + 4 + 4 + 4 + 1 + 8 + 8 + 9 + 9 + 8 + 8 + 8;

  /** The metric of that name, which is one of a report's. */
  public static Metric metric(String name) {
    return METRICS.get(name);
  }

  public ByteBuffer encode() {
    int size = 4 + rounds.size() * ROUND_SIZE + 4 + 4 + 8 + 8;
    size += rejections.keySet().stream().mapToInt(name -> Text.of(name).size() + 8).sum();
    size +=
        samples.entrySet().stream()
            .mapToInt(e -> Text.of(e.getKey()).size() + 4 + 8 * e.getValue().length)
            .sum();
    ByteBuffer out = ByteBuffer.allocate(size);
    out.putInt(rounds.size());
    rounds.forEach(round -> write(out, round));
    out.putInt(rejections.size());
    rejections.forEach(
        (cause, count) -> {
          Text.of(cause).write(out);
          out.putLong(count);
        });
    out.putInt(samples.size());
    samples.forEach(
        (metric, values) -> {
          Text.of(metric).write(out);
          out.putInt(values.length);
          for (double value : values) {
            out.putDouble(value);
          }
        });
    return out.putLong(leftOut).putLong(pending).flip();
  }

  public static RunReport decode(ByteBuffer body) throws MalformedMessageException {
    return Reader.total(
        () -> {
          Reader in = new Reader(body);
          List<RoundRow> rounds = new ArrayList<>();
          for (int i = in.u31("rounds"); i > 0; i--) {
            rounds.add(round(in));
          }
          Map<String, Long> rejections = new LinkedHashMap<>();
          for (int i = in.u31("rejections"); i > 0; i--) {
            rejections.put(known(CAUSES, in, "cause"), in.u63("count"));
          }
          Map<String, double[]> samples = new LinkedHashMap<>();
          for (int i = in.u31("metrics"); i > 0; i--) {
            samples.put(known(METRICS.keySet(), in, "metric"), seconds(in));
          }
          long leftOut = in.u63("left out");
          long pending = in.u63("pending");
          in.end();
          return new RunReport(rounds, rejections, samples, leftOut, pending);
        });
  }

  private static String known(Set<String> names, Reader in, String what)
      throws MalformedMessageException {
    String name = in.text(100, what);
    if (!names.contains(name)) {
      throw new MalformedMessageException("%s: '%s' is none".formatted(what, name));
    }
    return name;
  }

  private static double[] seconds(Reader in) throws MalformedMessageException {
    ByteBuffer data =
        ByteBuffer.wrap(in.bytes(Math.multiplyExact(8, in.u31("samples")), "samples"));
    double[] values = new double[data.remaining() / 8];
    data.asDoubleBuffer().get(values);
    for (double value : values) {
      if (!Double.isFinite(value) || value < 0) {
        throw new MalformedMessageException("samples: %s seconds".formatted(value));
      }
    }
    return values;
  }

  private static void write(ByteBuffer out, RoundRow row) {
    out.putInt(row.round())
        .putLong(row.modelVersion())
        .putInt(row.selected())
        .putInt(row.accepted())
        .putInt(row.failed())
        .put((byte) (row.aggregated() ? 1 : 0))
        .putDouble(row.elapsed())
        .putDouble(row.duration());
    write(out, row.loss());
    write(out, row.accuracy());
    out.putLong(row.evaluated()).putLong(row.bytesReceived()).putLong(row.bytesSent());
  }

  private static RoundRow round(Reader in) throws MalformedMessageException {
    return new RoundRow(
        in.u31("round"),
        in.u63("model version"),
        in.u31("selected"),
        in.u31("accepted"),
        in.u31("failed"),
        in.flag("aggregated"),
        in.f64("elapsed"),
        in.f64("duration"),
        optional(in, "loss"),
        optional(in, "accuracy"),
        in.u63("evaluated"),
        in.u63("bytes received"),
        in.u63("bytes sent"));
  }

  private static void write(ByteBuffer out, OptionalDouble value) {
    out.put((byte) (value.isPresent() ? 1 : 0)).putDouble(value.orElse(0));
  }

  private static OptionalDouble optional(Reader in, String what) throws MalformedMessageException {
    boolean present = in.flag(what);
    double value = in.f64(what);
    return present ? OptionalDouble.of(value) : OptionalDouble.empty();
  }
}
