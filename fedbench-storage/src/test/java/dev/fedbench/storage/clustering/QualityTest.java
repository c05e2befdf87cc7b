package dev.fedbench.storage.clustering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** The indices against values worked out by hand from the papers' formulas. */
class QualityTest {

  private static final double[][] LINE = {{0}, {1}, {10}, {11}};

  /**
   * s(0) = s(11) = (10.5 - 1) / 10.5 and s(1) = s(10) = (9.5 - 1) / 9.5; centroids 0.5 and 10.5,
   * mean 5.5: between 4 * 25, within 4 * 0.25; widths 0.5, apart 10.
   */
  @Test
  void two_pairs_on_a_line() {
    Quality quality = Quality.of(LINE, Clustering.of(new int[] {0, 0, 1, 1}));
    assertThat(quality.silhouette()).isEqualTo((9.5 / 10.5 + 8.5 / 9.5) / 2, within(1e-12));
    assertThat(quality.inertia()).isEqualTo(1, within(1e-12));
    assertThat(quality.calinskiHarabasz()).isEqualTo(100 / (1 / 2.0), within(1e-9));
    assertThat(quality.daviesBouldin()).isEqualTo(0.1, within(1e-12));
  }

  /**
   * Corners of a square of side 2 and a point at (11, 1), which is alone: a = (2 + 2 + sqrt 8) / 3,
   * b = sqrt 122 or sqrt 82; its own s is 0. Centroids (1, 1) and (11, 1), mean (3, 1).
   */
  @Test
  void a_square_and_a_point() {
    double[][] points = {{0, 0}, {0, 2}, {2, 0}, {2, 2}, {11, 1}};
    Quality quality = Quality.of(points, Clustering.of(new int[] {0, 0, 0, 0, 1}));
    double a = (4 + Math.sqrt(8)) / 3;
    double far = 1 - a / Math.sqrt(122);
    double near = 1 - a / Math.sqrt(82);
    assertThat(quality.silhouette()).isEqualTo((2 * far + 2 * near) / 5, within(1e-12));
    assertThat(quality.inertia()).isEqualTo(8, within(1e-12));
    assertThat(quality.calinskiHarabasz()).isEqualTo((4 * 4 + 64) / (8 / 3.0), within(1e-9));
    assertThat(quality.daviesBouldin()).isEqualTo(Math.sqrt(2) / 10, within(1e-12));
  }

  /**
   * Three clusters, of which the worst neighbour counts: widths 1, 1, 0.5; centroids 1, 5, 20.5, so
   * R = 2/4, 2/4, 1.5/15.5.
   */
  @Test
  void three_clusters_on_a_line() {
    double[][] points = {{0}, {2}, {4}, {6}, {20}, {21}};
    Quality quality = Quality.of(points, Clustering.of(new int[] {0, 0, 1, 1, 2, 2}));
    assertThat(quality.daviesBouldin()).isEqualTo((0.5 + 0.5 + 1.5 / 15.5) / 3, within(1e-12));
    double mean = 53 / 6.0;
    double between = 2 * (Math.pow(1 - mean, 2) + Math.pow(5 - mean, 2) + Math.pow(20.5 - mean, 2));
    assertThat(quality.inertia()).isEqualTo(4.5, within(1e-12));
    assertThat(quality.calinskiHarabasz()).isEqualTo(between / 2 / (4.5 / 3), within(1e-9));
    double first = (5 - 2) / 5.0; // of 0: a = 2, b = mean(4, 6)
    double second = (3 - 2) / 3.0; // of 2
    double third = (3 - 2) / 3.0; // of 4: b = mean(4, 2)
    double fourth = (5 - 2) / 5.0;
    double fifth = (15 - 1) / 15.0; // of 20: b = mean(16, 14)
    double sixth = (16 - 1) / 16.0;
    assertThat(quality.silhouette())
        .isEqualTo((first + second + third + fourth + fifth + sixth) / 6, within(1e-12));
  }

  @Test
  void what_has_no_value_is_not_a_number() {
    Quality one = Quality.of(LINE, Clustering.of(new int[4]));
    assertThat(one.silhouette()).isNaN();
    assertThat(one.calinskiHarabasz()).isNaN();
    assertThat(one.daviesBouldin()).isNaN();
    assertThat(one.inertia()).isEqualTo(101, within(1e-9));
    Quality each = Quality.of(LINE, Clustering.of(new int[] {0, 1, 2, 3}));
    assertThat(each.silhouette()).isZero();
    assertThat(each.calinskiHarabasz()).isNaN();
    assertThat(each.daviesBouldin()).isZero();
  }
}
