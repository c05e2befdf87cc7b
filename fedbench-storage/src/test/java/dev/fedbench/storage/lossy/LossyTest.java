package dev.fedbench.storage.lossy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LossyTest {

  private static float[] weights(int count, long seed) {
    Random random = new Random(seed);
    float[] weights = new float[count];
    for (int i = 0; i < count; i++) {
      weights[i] = (float) (random.nextGaussian() * 0.02);
    }
    return weights;
  }

  @Test
  void eight_bits_are_off_by_no_more_than_half_a_scale() {
    for (int channels : new int[] {1, 4, 100}) {
      float[] exact = weights(1_000, channels);
      Int8 lossy = Int8.of(exact, channels);
      float[] restored = lossy.restore();
      for (int i = 0; i < exact.length; i++) {
        double scale = lossy.scales()[i / (1_000 / channels)];
        assertThat((double) restored[i]).isCloseTo(exact[i], offset(scale * 0.5001));
      }
      assertThat(lossy.bytes()).isEqualTo(1_000 + 4 * channels);
      assertThat(lossy.loss()).isEqualTo(Loss.between(exact, restored));
    }
  }

  @Test
  void sixteen_bits_are_off_by_no_more_than_half_a_scale_and_less_than_eight() {
    for (int channels : new int[] {1, 4, 100}) {
      float[] exact = weights(1_000, channels);
      Int16 lossy = Int16.of(exact, channels);
      float[] restored = lossy.restore();
      for (int i = 0; i < exact.length; i++) {
        double scale = lossy.scales()[i / (1_000 / channels)];
        assertThat((double) restored[i]).isCloseTo(exact[i], offset(scale * 0.501));
      }
      assertThat(lossy.bytes()).isEqualTo(2_000 + 4 * channels);
      assertThat(lossy.loss()).isEqualTo(Loss.between(exact, restored));
      Loss eight = Int8.of(exact, channels).loss();
      assertThat(lossy.loss().maxAbsolute()).isLessThan(eight.maxAbsolute() / 200);
      assertThat(lossy.loss().maxUlps()).isLessThanOrEqualTo(eight.maxUlps());
    }
  }

  @Test
  void a_scale_for_each_channel_loses_less_where_channels_differ() {
    float[] exact = weights(1_000, 1);
    for (int i = 0; i < 500; i++) {
      exact[i] *= 100;
    }
    assertThat(Int8.of(exact, 2).loss().rootMeanSquare())
        .isLessThan(Int8.of(exact, 1).loss().rootMeanSquare());
  }

  @Test
  void zeros_and_the_least_numbers_need_no_scale() {
    assertThat(Int8.of(new float[10], 1).restore()).containsOnly(0);
    Int8 tiny = Int8.of(new float[] {Float.MIN_VALUE, -Float.MIN_VALUE}, 1);
    assertThat(tiny.loss().maxAbsolute()).isLessThanOrEqualTo(Float.MIN_VALUE);
    assertThat(Int8.of(new float[0], 1).loss()).isEqualTo(Loss.NONE);
  }

  @Test
  void the_largest_numbers_do_not_overflow() {
    Int8 large = Int8.of(new float[] {Float.MAX_VALUE, -Float.MAX_VALUE, 0}, 1);
    assertThat(large.values()).containsExactly(127, -127, 0);
    assertThat(large.loss().maxRelative()).isLessThan(1e-6);
    Int16 larger = Int16.of(new float[] {Float.MAX_VALUE, -Float.MAX_VALUE, 0}, 1);
    assertThat(larger.values()).containsExactly((short) 32_767, (short) -32_767, (short) 0);
    assertThat(larger.loss().maxRelative()).isLessThan(1e-6);
  }

  @Test
  void what_is_not_finite_is_refused() {
    for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> Int8.of(new float[] {0, value}, 1))
          .hasMessageContaining("value 1 is " + value);
      assertThatThrownBy(() -> Int16.of(new float[] {0, value}, 1))
          .hasMessageContaining("value 1 is " + value);
      assertThatThrownBy(() -> Sparse.top(new float[] {0, value}, 1))
          .hasMessageContaining("value 1 is " + value);
    }
    assertThatThrownBy(() -> Int8.of(new float[3], 2)).hasMessageContaining("channels are equal");
  }

  @Test
  void the_loss_is_what_the_formulas_say() {
    Loss loss = Loss.between(new float[] {1, -2, 0, 4}, new float[] {1, -2.5f, 0.25f, 4});
    assertThat(loss.maxAbsolute()).isEqualTo(0.5);
    assertThat(loss.maxRelative()).isEqualTo(0.25);
    assertThat(loss.rootMeanSquare()).isEqualTo(Math.sqrt((0.25 + 0.0625) / 4));
    // of 0, whose last place is the least of all floats
    assertThat(loss.maxUlps()).isEqualTo(0.25 / Float.MIN_VALUE);
  }

  @Test
  void the_next_float_is_off_by_a_unit_in_the_last_place() {
    float[] exact = {1, -3, 1e30f, Float.MIN_VALUE};
    float[] next = new float[exact.length];
    for (int i = 0; i < exact.length; i++) {
      next[i] = Math.nextUp(Math.nextUp(exact[i]));
    }
    assertThat(Loss.between(exact, next).maxUlps()).isEqualTo(2);
    assertThat(Loss.between(exact, exact)).isEqualTo(Loss.NONE);
  }

  @Test
  void the_largest_are_kept_bit_by_bit_and_no_others() {
    float[] exact = weights(5_000, 9);
    exact[17] = exact[4_000] = 0.01f; // equals
    for (int most : new int[] {0, 1, 100, 4_999, 5_000, 6_000}) {
      Sparse sparse = Sparse.top(exact, most);
      float[] restored = sparse.restore();
      Integer[] order = new Integer[exact.length];
      Arrays.setAll(order, i -> i);
      Arrays.sort(order, (a, b) -> Float.compare(Math.abs(exact[b]), Math.abs(exact[a])));
      float[] expected = new float[exact.length];
      for (int i = 0; i < Math.min(most, exact.length); i++) {
        expected[order[i]] = exact[order[i]];
      }
      assertThat(restored).isEqualTo(expected);
      assertThat(sparse.loss()).isEqualTo(Loss.between(exact, restored));
    }
  }

  @Test
  void a_threshold_keeps_what_reaches_it() {
    Sparse sparse = Sparse.threshold(new float[] {1, -2, 0.5f, 3, -1.5f}, 1.5f);
    assertThat(sparse.kept()).isEqualTo(3);
    assertThat(sparse.restore()).containsExactly(0, -2, 0, 3, -1.5f);
    assertThat(sparse.loss().maxAbsolute()).isEqualTo(1);
  }

  @Test
  void no_index_is_off_above_two_to_the_24_nor_above_two_to_the_31() {
    long[] indices = {0, 1, (1 << 24) + 1, (1 << 24) + 3, (1L << 31) + 5, (1L << 40) + 7};
    float[] values = {1, 2, 3, 4, 5, 6};
    byte[] bytes = Sparse.write(indices, values);
    Sparse sparse = new Sparse(1L << 41, 6, bytes, Loss.NONE);
    List<Long> seen = new ArrayList<>();
    sparse.forEach((index, value) -> seen.add(index));
    assertThat(seen).containsExactly(0L, 1L, 16777217L, 16777219L, 2147483653L, 1099511627783L);
  }

  @Test
  void damaged_bytes_never_give_an_index_beyond_the_end() {
    float[] exact = weights(300, 2);
    Sparse sparse = Sparse.top(exact, 30);
    Random random = new Random(3);
    for (int i = 0; i < sparse.bytes().length; i++) {
      byte[] damaged = sparse.bytes().clone();
      damaged[i] ^= (byte) (1 + random.nextInt(255));
      try {
        new Sparse(300, 30, damaged, sparse.loss())
            .forEach((index, value) -> assertThat(index).isBetween(0L, 299L));
      } catch (IllegalArgumentException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
  }
}
