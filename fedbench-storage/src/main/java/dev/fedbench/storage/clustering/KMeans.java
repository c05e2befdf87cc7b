package dev.fedbench.storage.clustering;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * k-means: Lloyd's iteration from the seeds of k-means++ (D. Arthur and S. Vassilvitskii, SODA
 * 2007), the best of several starts by inertia.
 *
 * @param clusters k; where there are fewer distinct points, there are as many clusters as those
 * @param seed of the choice of starts
 * @param starts how often
 */
public record KMeans(int clusters, long seed, int starts) implements Clusterer {

  private static final int MOST_ITERATIONS = 300;

  public KMeans {
    if (clusters < 1 || starts < 1) {
      throw new IllegalArgumentException(
          "%d clusters from %d starts; expected at least one".formatted(clusters, starts));
    }
  }

  /** Of ten starts. */
  public KMeans(int clusters, long seed) {
    this(clusters, seed, 10);
  }

  @Override
  public Clustering cluster(double[][] points) {
    Points.require(points);
    SplittableRandom random = new SplittableRandom(seed);
    int[] best = new int[points.length];
    double least = Double.POSITIVE_INFINITY;
    for (int start = 0; start < starts; start++) {
      double[][] centres = seeds(points, random);
      int[] labels = iterate(points, centres);
      double inertia = 0;
      for (int i = 0; i < points.length; i++) {
        inertia += Points.squared(points[i], centres[labels[i]]);
      }
      if (inertia < least) {
        least = inertia;
        best = labels;
      }
    }
    return Clustering.of(best);
  }

  /** Each seed is a point, drawn by the square of its distance to the seeds before it. */
  private double[][] seeds(double[][] points, SplittableRandom random) {
    double[][] seeds = new double[Math.min(clusters, points.length)][];
    double[] distances = new double[points.length];
    Arrays.fill(distances, Double.POSITIVE_INFINITY);
    int next = random.nextInt(points.length);
    for (int k = 0; k < seeds.length; k++) {
      seeds[k] = points[next].clone();
      double sum = 0;
      for (int i = 0; i < points.length; i++) {
        distances[i] = Math.min(distances[i], Points.squared(points[i], seeds[k]));
        sum += distances[i];
      }
      if (sum == 0) { // no other point is left
        return Arrays.copyOf(seeds, k + 1);
      }
      next = draw(distances, random.nextDouble() * sum);
    }
    return seeds;
  }

  private static int draw(double[] weights, double at) {
    double left = at;
    int last = 0;
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] > 0) {
        last = i;
        left -= weights[i];
        if (left < 0) {
          return i;
        }
      }
    }
    return last; // rounding has used up all of it
  }

  /** Moves the centres until no point changes its own. */
  private static int[] iterate(double[][] points, double[][] centres) {
    int[] labels = new int[points.length];
    Arrays.fill(labels, -1);
    boolean changed = true;
    for (int i = 0; i < MOST_ITERATIONS && changed; i++) {
      changed = false;
      for (int p = 0; p < points.length; p++) {
        int label = Points.nearest(points[p], centres);
        changed |= label != labels[p];
        labels[p] = label;
      }
      move(points, labels, centres);
    }
    return labels;
  }

  /** A centre that has lost all its points stays where it is. */
  private static void move(double[][] points, int[] labels, double[][] centres) {
    int[] sizes = new int[centres.length];
    for (int label : labels) {
      sizes[label]++;
    }
    for (int k = 0; k < centres.length; k++) {
      if (sizes[k] > 0) {
        Arrays.fill(centres[k], 0);
      }
    }
    for (int p = 0; p < points.length; p++) {
      Points.add(centres[labels[p]], points[p], 1.0 / sizes[labels[p]]);
    }
  }
}
