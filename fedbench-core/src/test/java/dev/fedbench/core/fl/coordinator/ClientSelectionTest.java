package dev.fedbench.core.fl.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientSelectionTest {

  @ParameterizedTest
  @CsvSource({
    "1.0, 1, 10, 10",
    "0.5, 1, 10, 5",
    "0.5, 1, 11, 6",
    "0.01, 1, 10, 1",
    "0.01, 4, 10, 4",
    "0.01, 40, 10, 10",
    "0.1, 1, 100000000, 10000000",
    "1.0, 1, 0, 0"
  })
  void the_count_is_the_fraction_rounded_up_within_minimum_and_all(
      double fraction, int minimum, int present, int expected) {
    assertThat(ClientSelection.count(fraction, minimum, present)).isEqualTo(expected);
  }

  @Test
  void only_those_present_are_drawn_each_once_and_as_many_as_asked() {
    Random random = new Random(1);
    for (int i = 0; i < 300; i++) {
      BitSet present = BitSet.valueOf(new long[] {random.nextLong(), random.nextLong()});
      int count = random.nextInt(present.cardinality() + 1);
      BitSet drawn = ClientSelection.draw(present, count, i, 1);
      assertThat(drawn.cardinality()).isEqualTo(count);
      drawn.andNot(present);
      assertThat(drawn.isEmpty()).isTrue();
    }
  }

  @Test
  void drawing_all_gives_a_copy() {
    BitSet present = BitSet.valueOf(new long[] {0b1011});
    BitSet drawn = ClientSelection.draw(present, 3, 1, 1);
    drawn.clear();
    assertThat(present.cardinality()).isEqualTo(3);
  }

  @Test
  void over_many_rounds_everyone_is_drawn_about_as_often() {
    BitSet present = new BitSet();
    present.set(5, 15);
    int rounds = 20_000;
    int[] counts = new int[15];
    int[][] pairs = new int[15][15];
    for (int round = 1; round <= rounds; round++) {
      BitSet drawn = ClientSelection.draw(present, 3, 42, round);
      drawn.stream().forEach(a -> counts[a]++);
      drawn.stream().forEach(a -> drawn.stream().forEach(b -> pairs[a][b]++));
    }
    for (int a = 5; a < 15; a++) {
      assertThat(counts[a] / (double) rounds).isCloseTo(0.3, within(0.02));
      for (int b = 5; b < a; b++) { // 3/10 of 2/9
        assertThat(pairs[a][b] / (double) rounds).isCloseTo(1.0 / 15, within(0.01));
      }
    }
  }
}
