package dev.fedbench.storage.clustering;

/** A way to make clusters of points. Immutable: the same points give the same clusters. */
public interface Clusterer {

  /**
   * Clusters points.
   *
   * @param points each of the same dimension, all coordinates finite; at least one
   * @throws IllegalArgumentException if they are not
   */
  Clustering cluster(double[][] points);
}
