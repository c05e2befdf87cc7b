package dev.fedbench.storage.clustering;

import java.util.Arrays;

/**
 * Agglomerative clustering: every point begins alone, and the two nearest clusters are joined until
 * so many are left. Distances between clusters follow by the formula of G. Lance and W. Williams
 * (The Computer Journal 9, 1967). Time and memory grow with the square of the points, and a little
 * more; for a few thousand.
 *
 * @param clusters how many are left; all points, if there are fewer
 * @param linkage how far two clusters are from each other
 */
public record Hierarchical(int clusters, Linkage linkage) implements Clusterer {

  /** How far two clusters are from each other. */
  public enum Linkage {
    /** As their nearest points. */
    SINGLE,
    /** As their farthest points. */
    COMPLETE,
    /** As all pairs of points, on average. */
    AVERAGE,
    /** What joining them adds to the inertia (J. Ward, JASA 58, 1963), twice that. */
    WARD
  }

  private static final int MOST_POINTS = 1 << 13;

  public Hierarchical {
    if (clusters < 1) {
      throw new IllegalArgumentException("%d clusters; expected at least one".formatted(clusters));
    }
  }

  @Override
  public Clustering cluster(double[][] points) {
    Points.require(points);
    if (points.length > MOST_POINTS) {
      throw new IllegalArgumentException(
          "%d points; hierarchical clustering takes at most %d, k-means any number"
              .formatted(points.length, MOST_POINTS));
    }
    double[][] distances = distances(points);
    int[] labels = new int[points.length];
    int[] sizes = new int[points.length]; // 0 of clusters that are part of another
    for (int i = 0; i < points.length; i++) {
      labels[i] = i;
      sizes[i] = 1;
    }
    for (int left = points.length; left > clusters; left--) {
      int[] pair = nearest(distances, sizes);
      join(pair[0], pair[1], distances, sizes);
      for (int i = 0; i < labels.length; i++) {
        labels[i] = labels[i] == pair[1] ? pair[0] : labels[i];
      }
    }
    return Clustering.of(labels);
  }

  private double[][] distances(double[][] points) {
    double[][] distances = new double[points.length][points.length];
    for (int i = 0; i < points.length; i++) {
      for (int j = 0; j < i; j++) {
        double squared = Points.squared(points[i], points[j]);
        distances[i][j] = linkage == Linkage.WARD ? squared : Math.sqrt(squared);
        distances[j][i] = distances[i][j];
      }
    }
    return distances;
  }

  private static int[] nearest(double[][] distances, int[] sizes) {
    int[] pair = {-1, -1};
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < sizes.length; i++) {
      if (sizes[i] == 0) {
        continue;
      }
      double[] row = distances[i];
      for (int j = i + 1; j < sizes.length; j++) {
        if (sizes[j] != 0 && (row[j] < least || pair[0] < 0)) {
          least = row[j];
          pair[0] = i;
          pair[1] = j;
        }
      }
    }
    return pair;
  }

  private void join(int a, int b, double[][] distances, int[] sizes) {
    for (int k = 0; k < sizes.length; k++) {
      if (sizes[k] != 0 && k != a && k != b) {
        double joined = joined(distances[a][k], distances[b][k], distances[a][b], sizes, a, b, k);
        distances[a][k] = joined;
        distances[k][a] = joined;
      }
    }
    sizes[a] += sizes[b];
    sizes[b] = 0;
  }

  private double joined(double ak, double bk, double ab, int[] sizes, int a, int b, int k) {
    double na = sizes[a];
    double nb = sizes[b];
    double nk = sizes[k];
    return switch (linkage) {
      case SINGLE -> Math.min(ak, bk);
      case COMPLETE -> Math.max(ak, bk);
      case AVERAGE -> (na * ak + nb * bk) / (na + nb);
      case WARD -> ((na + nk) * ak + (nb + nk) * bk - nk * ab) / (na + nb + nk);
    };
  }

  /** The heights at which clusters are joined, all until one is left: for whoever cuts. */
  public double[] heights(double[][] points) {
    Points.require(points);
    double[][] distances = distances(points);
    int[] sizes = new int[points.length];
    Arrays.fill(sizes, 1);
    double[] heights = new double[points.length - 1];
    for (int i = 0; i < heights.length; i++) {
      int[] pair = nearest(distances, sizes);
      heights[i] = distances[pair[0]][pair[1]];
      join(pair[0], pair[1], distances, sizes);
    }
    return heights;
  }
}
