package dev.fedbench.storage.suite;

import static dev.fedbench.metric.StorageMetrics.EXPONENT;
import static dev.fedbench.metric.StorageMetrics.R_SQUARED;

import dev.fedbench.metric.Recorder;
import dev.fedbench.metric.Row;
import dev.fedbench.suite.ScenarioSkippedException;
import dev.fedbench.suite.Trial;
import java.util.List;

/** How time grows with size, from what the scenarios before have measured. */
record GrowthTrial(String curve, List<Regression.Point> points) implements Trial {

  private static final int LEAST = 3;

  static Trial open(String curve, Curves curves) throws ScenarioSkippedException {
    List<Regression.Point> points = curves.points(curve);
    if (points.size() < LEAST) {
      throw new ScenarioSkippedException(
          "%d sizes were measured; expected at least %d: run them together with this"
              .formatted(points.size(), LEAST));
    }
    return new GrowthTrial(curve, points);
  }

  @Override
  public void warmUp(Recorder discarding) {}

  @Override
  public void iterate(Recorder recorder) {
    Regression growth = Regression.power(points);
    recorder.record(EXPONENT, growth.slope());
    recorder.record(R_SQUARED, growth.rSquared());
    recorder.row(
        Row.builder("growth")
            .column("curve", curve)
            .column("sizes", points.size())
            .column("exponent", growth.slope())
            .column("r2", growth.rSquared())
            .build());
  }
}
