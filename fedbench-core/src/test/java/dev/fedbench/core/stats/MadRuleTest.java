package dev.fedbench.core.stats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MadRuleTest {

  /** Median 5, MAD 2: bounds 5 +- 10.3782. */
  @Test
  void what_is_far_from_the_median_on_either_side_is_an_outlier() {
    assertThat(MadRule.outliers(5, 3, 7, 15.3, 4, 6, -5.3, 2, 8)).isEmpty();
    assertThat(MadRule.outliers(5, 3, 7, 15.4, 4, 6, -5.4, 2, 8)).containsExactly(15.4, -5.4);
  }

  @Test
  void one_far_value_cannot_hide_itself_as_it_would_in_mean_and_deviation() {
    assertThat(MadRule.outliers(1, 2, 3, 4, 1e9)).containsExactly(1e9);
  }

  @Test
  void where_half_are_the_same_the_rule_says_nothing() {
    assertThat(MadRule.outliers(1, 1, 1, 100)).isEmpty();
    assertThat(MadRule.outliers()).isEmpty();
    assertThat(MadRule.upperBound(1, 0)).isEmpty();
  }
}
