package dev.fedbench.storage.clustering;

/**
 * As many clusters as there are: k-means for two, four, eight … clusters and what lies between the
 * best of those, judged by the silhouette. All points are one cluster where no division is worth
 * it.
 *
 * @param most clusters, at most
 * @param worth the silhouette that a division must have; L. Kaufman and P. Rousseeuw (Finding
 *     Groups in Data, 1990) call what has less than 0.25 no structure
 * @param seed of k-means
 */
public record Adaptive(int most, double worth, long seed) implements Clusterer {

  private static final int STARTS = 4;

  public Adaptive {
    if (most < 1 || !(worth >= -1 && worth <= 1)) {
      throw new IllegalArgumentException(
          "at most %d clusters, silhouette %s; expected at least 1, and -1 to 1"
              .formatted(most, worth));
    }
  }

  /** By the usual measure of what is worth a division: 0.25. */
  public Adaptive(int most, long seed) {
    this(most, 0.25, seed);
  }

  /** A clustering and its silhouette. */
  private record Tried(int k, Clustering clustering, double silhouette) {

    Tried better(Tried other) {
      return other.silhouette > silhouette ? other : this;
    }
  }

  @Override
  public Clustering cluster(double[][] points) {
    Points.require(points);
    int limit = Math.min(most, points.length - 1);
    Tried best = new Tried(1, Clustering.of(new int[points.length]), worth);
    int coarse = 1;
    for (int k = 2; k <= limit; k = k < limit ? Math.min(2 * k, limit) : k + 1) {
      Tried tried = tried(points, k);
      coarse = tried.silhouette > best.silhouette ? k : coarse;
      best = best.better(tried);
    }
    for (int k = coarse / 2 + 1; k < Math.min(2 * coarse, limit); k++) {
      best = k == coarse || k == 1 ? best : best.better(tried(points, k));
    }
    return best.clustering;
  }

  private Tried tried(double[][] points, int k) {
    Clustering clustering = new KMeans(k, seed, STARTS).cluster(points);
    double silhouette =
        clustering.clusters() < 2 ? -1 : Quality.of(points, clustering).silhouette();
    return new Tried(k, clustering, silhouette);
  }
}
