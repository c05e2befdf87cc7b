package dev.fedbench.metric;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What is measured.
 *
 * @param name dotted lower-case words, such as {@code client.training}
 * @param unit the unit of every recorded value
 * @param better the direction in which the metric improves
 * @param provenance where the values come from
 */
public record Metric(String name, Unit unit, Better better, Provenance provenance) {

  private static final int MAX_NAME = 200;
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z0-9_]+)*");

  public Metric {
    Objects.requireNonNull(unit, "unit");
    Objects.requireNonNull(better, "better");
    Objects.requireNonNull(provenance, "provenance");
    // The length first: matching recurses.
    if (name.length() > MAX_NAME || !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "metric name '%.200s': expected dotted lower-case words, such as client.training, of at most %d characters"
              .formatted(name, MAX_NAME));
    }
  }

  /** A measured duration in seconds; lower is better. */
  public static Metric seconds(String name) {
    return new Metric(name, Unit.SECONDS, Better.LOWER, Provenance.MEASURED);
  }

  /** A measured count that describes the run. */
  public static Metric count(String name) {
    return new Metric(name, Unit.COUNT, Better.NEITHER, Provenance.MEASURED);
  }

  /** A measured number of bytes; lower is better. */
  public static Metric bytes(String name) {
    return new Metric(name, Unit.BYTES, Better.LOWER, Provenance.MEASURED);
  }
}
