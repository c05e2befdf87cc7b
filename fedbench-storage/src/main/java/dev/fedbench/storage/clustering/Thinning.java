package dev.fedbench.storage.clustering;

/** What makes clusters of the sketches of a shape when there are too many of them. */
public enum Thinning {
  /** {@link KMeans}: the fastest. */
  KMEANS {
    @Override
    Clusterer clusterer(int most) {
      return new KMeans(most, SEED, 1);
    }
  },
  /** {@link Hierarchical}, by the average of all pairs. */
  HIERARCHICAL {
    @Override
    Clusterer clusterer(int most) {
      return new Hierarchical(most, Hierarchical.Linkage.AVERAGE);
    }
  },
  /**
   * {@link Adaptive}: as few clusters as the silhouette finds, so that more room is left for what
   * is new; a single one, where there is nothing to divide.
   */
  ADAPTIVE {
    @Override
    Clusterer clusterer(int most) {
      return new Adaptive(most, SEED);
    }
  };

  private static final long SEED = 1;

  /** Makes that many clusters, at most. */
  abstract Clusterer clusterer(int most);
}
