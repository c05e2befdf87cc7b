package dev.fedbench.storage.clustering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterersTest {

  static Stream<Clusterer> ofFour() {
    return Stream.concat(
        Stream.of(new KMeans(4, 3), new Adaptive(16, 3)),
        Arrays.stream(Hierarchical.Linkage.values()).map(linkage -> new Hierarchical(4, linkage)));
  }

  @ParameterizedTest
  @MethodSource("ofFour")
  void clusters_that_are_far_apart_are_found(Clusterer clusterer) {
    double[][] points = Blobs.of(5, 120, 4, 3);
    assertThat(clusterer.cluster(points)).isEqualTo(Blobs.truth(120, 4));
  }

  @ParameterizedTest
  @MethodSource("ofFour")
  void one_point_is_one_cluster_and_equal_points_are_too_for_those_that_look(Clusterer clusterer) {
    assertThat(clusterer.cluster(new double[][] {{1, 2}}).clusters()).isEqualTo(1);
    double[][] equal = {{1, 2}, {1, 2}, {1, 2}, {1, 2}, {1, 2}};
    int expected = clusterer instanceof Hierarchical ? 4 : 1;
    assertThat(clusterer.cluster(equal).clusters()).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("ofFour")
  void what_is_no_point_is_refused(Clusterer clusterer) {
    for (double[][] bad :
        List.of(new double[0][], new double[][] {{1}, {1, 2}}, new double[][] {{Double.NaN}})) {
      assertThatThrownBy(() -> clusterer.cluster(bad)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8})
  void adaptive_finds_how_many_there_are(int k) {
    double[][] points = Blobs.of(k, 20 * k, k, 2);
    assertThat(new Adaptive(12, 0.5, 1).cluster(points).clusters()).isEqualTo(k);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void k_means_ends_where_no_point_is_nearer_to_another_centroid(long seed) {
    double[][] points = Blobs.of(seed, 90, 3, 2);
    Clustering found = new KMeans(7, seed).cluster(points);
    double[][] centroids = found.centroids(points);
    for (int i = 0; i < points.length; i++) {
      double own = Points.squared(points[i], centroids[found.labels().get(i)]);
      for (double[] other : centroids) {
        assertThat(own).isLessThanOrEqualTo(Points.squared(points[i], other) + 1e-9);
      }
    }
  }

  /** All partitions of eight points in two: the best by inertia is what ten starts find. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void k_means_of_few_points_is_the_best_of_all_partitions(long seed) {
    double[][] points = random(seed, 8);
    double best = Double.POSITIVE_INFINITY;
    for (int mask = 1; mask < 127; mask++) {
      int[] labels = new int[8];
      for (int i = 0; i < 7; i++) {
        labels[i] = mask >> i & 1;
      }
      best = Math.min(best, Quality.of(points, Clustering.of(labels)).inertia());
    }
    Clustering found = new KMeans(2, seed, 30).cluster(points);
    assertThat(Quality.of(points, found).inertia()).isEqualTo(best, within(1e-12));
  }

  private static double[][] random(long seed, int count) {
    Random random = new Random(seed);
    double[][] points = new double[count][2];
    for (double[] point : points) {
      point[0] = random.nextGaussian();
      point[1] = random.nextGaussian();
    }
    return points;
  }

  /** The recurrence against the definition: distances between all points of two clusters. */
  @ParameterizedTest
  @EnumSource(Hierarchical.Linkage.class)
  void heights_are_those_of_the_definition(Hierarchical.Linkage linkage) {
    double[][] points = random(11, 14);
    double[] heights = new Hierarchical(1, linkage).heights(points);
    int[] labels = new int[points.length];
    Arrays.setAll(labels, i -> i);
    for (double height : heights) {
      int[] pair = {-1, -1};
      double least = Double.POSITIVE_INFINITY;
      for (int a = 0; a < points.length; a++) {
        for (int b = a + 1; b < points.length; b++) {
          double distance = defined(points, labels, a, b, linkage);
          if (distance < least) {
            least = distance;
            pair = new int[] {a, b};
          }
        }
      }
      assertThat(height).isEqualTo(least, within(1e-9));
      for (int i = 0; i < labels.length; i++) {
        labels[i] = labels[i] == pair[1] ? pair[0] : labels[i];
      }
    }
  }

  private static double defined(
      double[][] points, int[] labels, int a, int b, Hierarchical.Linkage linkage) {
    double[][] left = of(points, labels, a);
    double[][] right = of(points, labels, b);
    if (left.length == 0 || right.length == 0) {
      return Double.POSITIVE_INFINITY;
    }
    if (linkage == Hierarchical.Linkage.WARD) {
      double between = Points.squared(Points.mean(left), Points.mean(right));
      return 2.0 * left.length * right.length / (left.length + right.length) * between;
    }
    var all =
        Arrays.stream(left)
            .flatMapToDouble(p -> Arrays.stream(right).mapToDouble(q -> Points.distance(p, q)))
            .summaryStatistics();
    return switch (linkage) {
      case SINGLE -> all.getMin();
      case COMPLETE -> all.getMax();
      default -> all.getAverage();
    };
  }

  private static double[][] of(double[][] points, int[] labels, int label) {
    return IntStream.range(0, points.length)
        .filter(i -> labels[i] == label)
        .mapToObj(i -> points[i])
        .toArray(double[][]::new);
  }

  @Test
  void rebalancing_keeps_every_point_and_bounds_the_sizes() {
    double[][] points = Blobs.of(9, 200, 1, 2);
    int[] labels = new int[200];
    labels[0] = 1; // a lone one
    labels[1] = 2;
    labels[2] = 2;
    Clustering balanced = new Rebalancing(5, 40, 1).apply(points, Clustering.of(labels));
    assertThat(balanced.labels()).hasSize(200);
    assertThat(Arrays.stream(balanced.sizes())).allMatch(size -> size >= 5 && size <= 40);
    double[][] equal = new double[50][2];
    assertThat(
            Arrays.stream(
                new Rebalancing(1, 8, 1).apply(equal, Clustering.of(new int[50])).sizes()))
        .allMatch(size -> size <= 8);
    Clustering sound = Blobs.truth(60, 4);
    assertThat(new Rebalancing(5, 40, 1).apply(Blobs.of(2, 60, 4, 2), sound)).isEqualTo(sound);
  }
}
