package dev.fedbench.core.learning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitTest {

  private final Examples digits = Digits.dataset().all();

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -5, 1998})
  void both_parts_together_hold_every_example_once(long seed) {
    Split split = Split.stratified(digits, 0.2, seed);

    assertThat(split.test().size()).isEqualTo(360);
    assertThat(
            IntStream.concat(
                    IntStream.of(split.train().indices()), IntStream.of(split.test().indices()))
                .sorted())
        .containsExactlyElementsOf(IntStream.range(0, 1797).boxed().toList());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.2, 0.5, 0.77})
  void every_class_has_its_share_in_both_parts(double share) {
    Split split = Split.stratified(digits, share, 1);

    int[][] test = split.test().positionsByClass();
    int[][] all = digits.positionsByClass();
    for (int c = 0; c < 10; c++) {
      assertThat(Math.abs(test[c].length - share * all[c].length)).isLessThan(1);
    }
  }

  @Test
  void the_same_seed_gives_the_same_parts_and_another_seed_others() {
    assertThat(testPart(3)).isEqualTo(testPart(3)).isNotEqualTo(testPart(4));
  }

  private int[] testPart(long seed) {
    return Split.stratified(digits, 0.2, seed).test().indices();
  }
}
