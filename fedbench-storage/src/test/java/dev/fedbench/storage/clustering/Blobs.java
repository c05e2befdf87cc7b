package dev.fedbench.storage.clustering;

import java.util.Random;

/** Points around centres that are far apart: which they belong to is beyond doubt. */
final class Blobs {

  private Blobs() {}

  /** Point i belongs to centre i modulo k. */
  static double[][] of(long seed, int count, int k, int dimensions) {
    Random random = new Random(seed);
    double[][] centres = new double[k][dimensions];
    for (int i = 0; i < k; i++) {
      for (int d = 0; d < dimensions; d++) {
        centres[i][d] = 3 * random.nextGaussian();
      }
      centres[i][0] += 40 * i;
    }
    double[][] points = new double[count][dimensions];
    for (int i = 0; i < count; i++) {
      for (int d = 0; d < dimensions; d++) {
        points[i][d] = centres[i % k][d] + random.nextGaussian();
      }
    }
    return points;
  }

  /** What {@link #of} put together. */
  static Clustering truth(int count, int k) {
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = i % k;
    }
    return Clustering.of(labels);
  }
}
