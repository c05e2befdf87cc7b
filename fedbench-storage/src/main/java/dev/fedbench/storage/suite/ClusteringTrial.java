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
import java.io.IOException;
import java.util.Arrays;

/** Sketches of tensors, which come from a few bases, are clustered. */
final class ClusteringTrial implements Trial {

  /** An iteration clusters so often: curves are of the fastest. */
  private static final int TIMES = 3;

  private final String name;
  private final Clusterer clusterer;
  private final Family family;
  private final Curves curves;
  private final long seed;

  ClusteringTrial(String name, Clusterer clusterer, Family family, Curves curves, long seed) {
    this.name = name;
    this.curves = curves;
    this.clusterer = clusterer;
    this.family = family;
    this.seed = seed;
  }

  @Override
  public void iterate(Recorder recorder) throws Exception {
    double[][] points = family.points();
    Clustering clustering = cluster(recorder, points);
    for (int i = 1; i < TIMES; i++) {
      if (!cluster(recorder, points).equals(clustering)) {
        throw new IOException(
            "%s gave two clusterings of the same points; expected one".formatted(name));
      }
    }
    record(recorder, "found", points, clustering);
    int fair = Math.max(1, points.length / family.bases());
    Clustering balanced =
        new Rebalancing(Math.max(1, fair / 2), 2 * fair, seed).apply(points, clustering);
    record(recorder, "rebalanced", points, balanced);
  }

  private Clustering cluster(Recorder recorder, double[][] points) {
    long start = System.nanoTime();
    Clustering clustering = clusterer.cluster(points);
    double seconds = (System.nanoTime() - start) / 1e9;
    recorder.record(TIME, seconds);
    curves.add(curve(name), points.length, seconds);
    return clustering;
  }

  /** What growth calls it. */
  static String curve(String name) {
    return "cluster " + name;
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
