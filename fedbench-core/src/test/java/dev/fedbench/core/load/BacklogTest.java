package dev.fedbench.core.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

class BacklogTest {

  private static double growth(int requests, LongUnaryOperator backlogAt) {
    Backlog backlog = new Backlog();
    for (long i = 0; i < requests; i++) {
      if (backlog.wanted(i)) {
        backlog.add(backlogAt.applyAsLong(i));
      }
    }
    return backlog.growth();
  }

  @Test
  void steady_growth_is_found_at_its_size_however_long_the_run() {
    for (int requests : new int[] {1_000, 4_321, 100_000, 3_000_000}) {
      assertThat(growth(requests, i -> 3 + i / 5)).isCloseTo(0.2, within(0.02));
    }
  }

  @Test
  void a_stall_that_is_over_is_no_growth() {
    for (int from : new int[] {0, 3_000, 6_000, 9_000}) {
      assertThat(growth(10_000, i -> i >= from && i < from + 900 ? i - from : 1)).isZero();
    }
  }

  @Test
  void chance_is_no_growth() {
    Random random = new Random(1);
    for (int run = 0; run < 1_000; run++) {
      int mean = 1 + random.nextInt(100);
      assertThat(growth(2_000, i -> (long) (mean + Math.sqrt(mean) * random.nextGaussian())))
          .isZero();
    }
  }

  @Test
  void of_a_few_requests_nothing_is_said() {
    assertThat(growth(8, i -> 100 * i)).isZero();
  }
}
