package dev.fedbench.core.suite.rpc;

import dev.fedbench.core.rpc.Schedulers;
import dev.fedbench.metric.Metric;
import dev.fedbench.metric.Recorder;
import dev.fedbench.metric.Row;
import dev.fedbench.metric.RpcMetrics;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What a point says beside those before it: how throughput scales, what a feature costs, what two
 * features cost together. A point without the others it would be compared with says nothing.
 */
final class Findings {

  /** The median response of an iteration, under a name of its own. */
  private static final Metric MEDIAN = Metric.seconds("rpc.response_p50");

  private static final List<Metric> COMPARED =
      List.of(
          RpcMetrics.THROUGHPUT,
          MEDIAN,
          RpcMetrics.CLIENT_CPU,
          RpcMetrics.SERVER_CPU,
          RpcMetrics.ENVELOPE_BYTES,
          RpcMetrics.WIRE_BYTES,
          RpcMetrics.HANDSHAKE);

  private static final String PLAIN = RpcPoint.NO_CODEC + " false";

  private final RpcPoint point;
  private final Cells cells;
  private final String group;
  private final String cell;

  Findings(RpcPoint point, Cells cells) {
    this.point = point;
    this.cells = cells;
    this.group =
        switch (point.test()) {
          case Points.BY_CLIENTS -> point.group("clients");
          case Points.BY_PAYLOAD, Points.SCHEDULERS -> point.group("scheduler");
          default -> point.group("codec", "encryption");
        };
    this.cell =
        switch (point.test()) {
          case Points.BY_CLIENTS -> Integer.toString(point.clients());
          case Points.BY_PAYLOAD, Points.SCHEDULERS -> point.scheduler();
          default -> features(point.codec().orElse(RpcPoint.NO_CODEC), point.encrypted());
        };
    cells.restart(group, cell);
  }

  private static String features(String codec, boolean encrypted) {
    return codec + " " + encrypted;
  }

  /** Takes what an iteration came to. */
  void add(Measurement measured) {
    Map<Metric, Double> figures = measured.figures(point);
    COMPARED.stream()
        .filter(figures::containsKey)
        .forEach(metric -> add(metric, figures.get(metric)));
    if (!measured.load().response().isEmpty()) {
      add(MEDIAN, measured.load().response().percentile(50) / 1e9);
    }
  }

  void add(Metric metric, double value) {
    cells.add(group, cell, metric, value);
  }

  /** Says it, after the last iteration. */
  void record(Recorder recorder) {
    switch (point.test()) {
      case Points.BY_CLIENTS -> scaling(recorder);
      case Points.BY_PAYLOAD, Points.SCHEDULERS -> overhead(recorder, Schedulers.EXIT_ORDERED);
      case Points.COMPRESSION -> overhead(recorder, features(RpcPoint.NO_CODEC, point.encrypted()));
      case Points.AUTHENTICATION -> overhead(recorder, PLAIN);
      case Points.MATRIX -> effects(recorder);
      default -> {}
    }
  }

  private void scaling(Recorder recorder) {
    OptionalDouble alone = cells.mean(group, "1", RpcMetrics.THROUGHPUT);
    OptionalDouble here = cells.mean(group, cell, RpcMetrics.THROUGHPUT);
    if (alone.isPresent() && here.isPresent()) {
      recorder.record(
          RpcMetrics.SCALING_EFFICIENCY,
          here.getAsDouble() / (point.clients() * alone.getAsDouble()));
    }
  }

  private void overhead(Recorder recorder, String base) {
    if (cell.equals(base)) {
      return;
    }
    for (Metric metric : COMPARED) {
      Ratio.of(cells.of(group, cell, metric), cells.of(group, base, metric))
          .ifPresent(
              ratio ->
                  recorder.row(
                      Row.builder("overhead")
                          .column("metric", metric.name())
                          .column("of", cell)
                          .column("against", base)
                          .column("percent", ratio.percent())
                          .column("ci95_low", ratio.low().orElse(null))
                          .column("ci95_high", ratio.high().orElse(null))
                          .build()));
    }
  }

  /** A 2 x 2 design: the last cell has all four. */
  private void effects(Recorder recorder) {
    if (point.codec().isEmpty() || !point.encrypted()) {
      return;
    }
    String codec = point.codec().get();
    for (Metric metric : COMPARED) {
      OptionalDouble plain = cells.mean(group, PLAIN, metric);
      OptionalDouble compressed = cells.mean(group, features(codec, false), metric);
      OptionalDouble encrypted = cells.mean(group, features(RpcPoint.NO_CODEC, true), metric);
      OptionalDouble both = cells.mean(group, cell, metric);
      if (plain.isPresent()
          && compressed.isPresent()
          && encrypted.isPresent()
          && both.isPresent()) {
        Effects effects =
            new Effects(
                plain.getAsDouble(),
                compressed.getAsDouble(),
                encrypted.getAsDouble(),
                both.getAsDouble());
        effect(recorder, metric, "compression", effects.first(), effects);
        effect(recorder, metric, "encryption", effects.second(), effects);
        effect(recorder, metric, "compression x encryption", effects.interaction(), effects);
      }
    }
  }

  private static void effect(
      Recorder recorder, Metric metric, String factor, double value, Effects of) {
    recorder.row(
        Row.builder("effect")
            .column("metric", metric.name())
            .column("unit", metric.unit().symbol())
            .column("factor", factor)
            .column("effect", value)
            .column("percent_of_plain", of.plain() == 0 ? null : 100 * value / of.plain())
            .build());
  }
}
