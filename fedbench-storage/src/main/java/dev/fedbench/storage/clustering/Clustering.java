package dev.fedbench.storage.clustering;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which cluster each point is in.
 *
 * @param labels of the points, in order: from 0 on, each used
 * @param clusters how many there are
 */
public record Clustering(List<Integer> labels, int clusters) {

  public Clustering {
    labels = List.copyOf(labels);
    long used = labels.stream().distinct().filter(l -> l >= 0).count();
    int most = labels.stream().mapToInt(l -> l).max().orElse(-1);
    if (used != clusters || most != clusters - 1) {
      throw new IllegalArgumentException(
          "%d clusters, and labels up to %d of which %d are used; expected all from 0 on"
              .formatted(clusters, most, used));
    }
  }

  /** Of labels that are any numbers: they are counted anew in the order in which they come. */
  static Clustering of(int[] labels) {
    Map<Integer, Integer> seen = new HashMap<>();
    List<Integer> dense = new ArrayList<>(labels.length);
    for (int label : labels) {
      dense.add(seen.computeIfAbsent(label, unseen -> seen.size()));
    }
    return new Clustering(dense, seen.size());
  }

  /** How many points each cluster has. */
  public int[] sizes() {
    int[] sizes = new int[clusters];
    labels.forEach(label -> sizes[label]++);
    return sizes;
  }

  /** The mean of each cluster's points. */
  public double[][] centroids(double[][] points) {
    requireFits(points);
    double[][] centroids = new double[clusters][points.length == 0 ? 0 : points[0].length];
    int[] sizes = sizes();
    for (int i = 0; i < points.length; i++) {
      Points.add(centroids[labels.get(i)], points[i], 1.0 / sizes[labels.get(i)]);
    }
    return centroids;
  }

  /** The indices of a cluster's points. */
  public List<Integer> members(int cluster) {
    List<Integer> members = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      if (labels.get(i) == cluster) {
        members.add(i);
      }
    }
    return members;
  }

  void requireFits(double[][] points) {
    if (points.length != labels.size()) {
      throw new IllegalArgumentException(
          "%d points; this is a clustering of %d".formatted(points.length, labels.size()));
    }
  }
}
