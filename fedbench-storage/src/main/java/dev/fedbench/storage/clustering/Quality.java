package dev.fedbench.storage.clustering;

import java.util.Arrays;

/**
 * How good a clustering is, by Euclidean distance.
 *
 * @param silhouette from -1 to 1, more is better: the mean over all points of (b - a) / max(a, b),
 *     a being a point's mean distance to the others of its cluster and b that to the nearest other
 *     cluster; 0 of a point that is alone (P. Rousseeuw, J. Comput. Appl. Math. 20, 1987). NaN
 *     where there is one cluster only
 * @param inertia less is better: the sum of squared distances to the centroids
 * @param calinskiHarabasz more is better: the variance between clusters over that within, each by
 *     its degrees of freedom (T. Caliński and J. Harabasz, Comm. Stat. 3, 1974). NaN where there is
 *     one cluster, or a cluster for each point; infinite where no cluster has any width
 * @param daviesBouldin less is better: the mean over clusters of the largest (s_i + s_j) / d_ij, s
 *     being the mean distance to the centroid and d that of centroids (D. Davies and D. Bouldin,
 *     IEEE PAMI 1, 1979). NaN where there is one cluster only; infinite where centroids are equal
 */
public record Quality(
    double silhouette, double inertia, double calinskiHarabasz, double daviesBouldin) {

  /** Measures; the silhouette takes time by the square of the points. */
  public static Quality of(double[][] points, Clustering clustering) {
    Points.require(points);
    clustering.requireFits(points);
    double[][] centroids = clustering.centroids(points);
    double inertia = 0;
    for (int i = 0; i < points.length; i++) {
      inertia += Points.squared(points[i], centroids[clustering.labels().get(i)]);
    }
    boolean divided = clustering.clusters() > 1;
    return new Quality(
        divided ? silhouette(points, clustering) : Double.NaN,
        inertia,
        calinskiHarabasz(points, clustering, centroids, inertia),
        divided ? daviesBouldin(points, clustering, centroids) : Double.NaN);
  }

  private static double silhouette(double[][] points, Clustering clustering) {
    int[] sizes = clustering.sizes();
    double sum = 0;
    for (int i = 0; i < points.length; i++) {
      int own = clustering.labels().get(i);
      if (sizes[own] > 1) {
        double[] distances = new double[sizes.length];
        for (int j = 0; j < points.length; j++) {
          distances[clustering.labels().get(j)] += Points.distance(points[i], points[j]);
        }
        sum += silhouette(distances, sizes, own);
      }
    }
    return sum / points.length;
  }

  private static double silhouette(double[] distances, int[] sizes, int own) {
    double inside = distances[own] / (sizes[own] - 1);
    double outside = Double.POSITIVE_INFINITY;
    for (int k = 0; k < sizes.length; k++) {
      if (k != own) {
        outside = Math.min(outside, distances[k] / sizes[k]);
      }
    }
    double most = Math.max(inside, outside);
    return most == 0 ? 0 : (outside - inside) / most;
  }

  private static double calinskiHarabasz(
      double[][] points, Clustering clustering, double[][] centroids, double inertia) {
    int k = clustering.clusters();
    if (k < 2 || k == points.length) {
      return Double.NaN;
    }
    double[] mean = Points.mean(points);
    int[] sizes = clustering.sizes();
    double between = 0;
    for (int i = 0; i < k; i++) {
      between += sizes[i] * Points.squared(centroids[i], mean);
    }
    return (between / (k - 1)) / (inertia / (points.length - k));
  }

  private static double daviesBouldin(
      double[][] points, Clustering clustering, double[][] centroids) {
    int[] sizes = clustering.sizes();
    double[] widths = new double[sizes.length];
    for (int i = 0; i < points.length; i++) {
      int own = clustering.labels().get(i);
      widths[own] += Points.distance(points[i], centroids[own]) / sizes[own];
    }
    double[] worst = new double[sizes.length];
    for (int i = 0; i < sizes.length; i++) {
      for (int j = 0; j < sizes.length; j++) {
        if (i != j) {
          double apart = Points.distance(centroids[i], centroids[j]);
          worst[i] =
              Math.max(
                  worst[i],
                  apart == 0 ? Double.POSITIVE_INFINITY : (widths[i] + widths[j]) / apart);
        }
      }
    }
    return Arrays.stream(worst).sum() / sizes.length;
  }
}
