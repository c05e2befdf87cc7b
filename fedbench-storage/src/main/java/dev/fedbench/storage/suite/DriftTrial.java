package dev.fedbench.storage.suite;

import static dev.fedbench.metric.StorageMetrics.SILHOUETTE;
import static dev.fedbench.metric.StorageMetrics.SILHOUETTE_GAIN;
import static dev.fedbench.metric.StorageMetrics.TIME;

import dev.fedbench.metric.Recorder;
import dev.fedbench.metric.Row;
import dev.fedbench.storage.clustering.Clustering;
import dev.fedbench.storage.clustering.KMeans;
import dev.fedbench.storage.clustering.Quality;
import dev.fedbench.storage.clustering.Rebalancing;
import dev.fedbench.suite.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Tensors drift away from what they were clustered by: those that came later were given to the
 * nearest of the old centroids. What rebalancing makes of that, beside k-means from the beginning
 * with as many clusters.
 */
record DriftTrial(double[][] points, Clustering stale, int most, long seed) implements Trial {

  static Trial open(int tensors, int bases, long seed) {
    double[][] points = Family.drifting(tensors, bases, seed).points();
    double[][] early = Arrays.copyOf(points, tensors / 2);
    Clustering before = new KMeans(bases, seed).cluster(early);
    double[][] centroids = before.centroids(early);
    List<Integer> labels = new ArrayList<>(before.labels());
    for (int i = early.length; i < points.length; i++) {
      labels.add(nearest(points[i], centroids));
    }
    int most = Math.max(4, 3 * early.length / bases / 2); // grown by half, it is divided
    return new DriftTrial(points, new Clustering(labels, before.clusters()), most, seed);
  }

  private static int nearest(double[] point, double[][] centroids) {
    int nearest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < centroids.length; i++) {
      double distance = 0;
      for (int d = 0; d < point.length; d++) {
        distance += (point[d] - centroids[i][d]) * (point[d] - centroids[i][d]);
      }
      if (distance < least) {
        least = distance;
        nearest = i;
      }
    }
    return nearest;
  }

  @Override
  public void iterate(Recorder recorder) throws Exception {
    Rebalancing rebalancing = new Rebalancing(most / 4, most, seed);
    Clustering balanced = recorder.time(TIME, () -> rebalancing.apply(points, stale));
    double before = row(recorder, "stale", stale);
    double after = row(recorder, "rebalanced", balanced);
    row(recorder, "anew", new KMeans(balanced.clusters(), seed).cluster(points));
    recorder.record(SILHOUETTE, after);
    recorder.record(SILHOUETTE_GAIN, after - before);
  }

  /** Gives the silhouette: there are several clusters. */
  private double row(Recorder recorder, String what, Clustering clustering) {
    Quality quality = Quality.of(points, clustering);
    int[] sizes = clustering.sizes();
    recorder.row(
        Row.builder("drift")
            .column("clustering", what)
            .column("clusters", clustering.clusters())
            .column("smallest", Arrays.stream(sizes).min().orElse(0))
            .column("largest", Arrays.stream(sizes).max().orElse(0))
            .column("silhouette", quality.silhouette())
            .column("inertia", quality.inertia())
            .column("calinski_harabasz", quality.calinskiHarabasz())
            .column("davies_bouldin", quality.daviesBouldin())
            .build());
    return quality.silhouette();
  }
}
