package dev.fedbench.storage.suite;

import static dev.fedbench.metric.StorageMetrics.CALINSKI_HARABASZ;
import static dev.fedbench.metric.StorageMetrics.DAVIES_BOULDIN;
import static dev.fedbench.metric.StorageMetrics.INERTIA;
import static dev.fedbench.metric.StorageMetrics.PURITY;
import static dev.fedbench.metric.StorageMetrics.SILHOUETTE;
import static dev.fedbench.metric.StorageMetrics.TIME;

import dev.fedbench.metric.Metric;
import dev.fedbench.metric.Recorder;
import dev.fedbench.metric.Row;
import dev.fedbench.storage.clustering.Clusterer;
import dev.fedbench.storage.clustering.Clustering;
import dev.fedbench.storage.clustering.Quality;
import dev.fedbench.storage.clustering.Rebalancing;
import dev.fedbench.suite.Trial;
import java.util.Arrays;

/** Sketches of tensors, which come from a few bases, are clustered. */
final class ClusteringTrial implements Trial {

  private final Clusterer clusterer;
  private final Family family;
  private final long seed;

  ClusteringTrial(Clusterer clusterer, Family family, long seed) {
    this.clusterer = clusterer;
    this.family = family;
    this.seed = seed;
  }

  @Override
  public void iterate(Recorder recorder) throws Exception {
    double[][] points = family.points();
    Clustering clustering = recorder.time(TIME, () -> clusterer.cluster(points));
    record(recorder, "found", points, clustering);
    int fair = Math.max(1, points.length / family.bases());
    Clustering balanced =
        new Rebalancing(Math.max(1, fair / 2), 2 * fair, seed).apply(points, clustering);
    record(recorder, "rebalanced", points, balanced);
  }

  private void record(Recorder recorder, String what, double[][] points, Clustering clustering) {
    Quality quality = Quality.of(points, clustering);
    double purity = family.purity(clustering);
    if (what.equals("found")) {
      finite(recorder, SILHOUETTE, quality.silhouette());
      finite(recorder, INERTIA, quality.inertia());
      finite(recorder, CALINSKI_HARABASZ, quality.calinskiHarabasz());
      finite(recorder, DAVIES_BOULDIN, quality.daviesBouldin());
      recorder.record(PURITY, purity);
    }
    int[] sizes = clustering.sizes();
    recorder.row(
        Row.builder("clustering")
            .column("clustering", what)
            .column("clusters", clustering.clusters())
            .column("smallest", Arrays.stream(sizes).min().orElse(0))
            .column("largest", Arrays.stream(sizes).max().orElse(0))
            .column("silhouette", finite(quality.silhouette()))
            .column("inertia", quality.inertia())
            .column("calinski_harabasz", finite(quality.calinskiHarabasz()))
            .column("davies_bouldin", finite(quality.daviesBouldin()))
            .column("purity", purity)
            .build());
  }

  private static void finite(Recorder recorder, Metric metric, double value) {
    if (Double.isFinite(value)) {
      recorder.record(metric, value);
    }
  }

  /** What has no value where there is one cluster. */
  private static Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
