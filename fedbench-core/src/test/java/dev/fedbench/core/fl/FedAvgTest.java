package dev.fedbench.core.fl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fedbench.fl.Aggregation;
import dev.fedbench.fl.Aggregator;
import dev.fedbench.fl.TensorLayout;
import dev.fedbench.fl.TensorSpec;
import dev.fedbench.proof.QuantizedUpdate;
import dev.fedbench.spi.Extensions;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FedAvgTest {

  private record Sample(float[] delta, long examples) {}

  private final Aggregator fedAvg = new FedAvg();

  @Test
  void is_found_by_its_name() {
    assertThat(Extensions.of(Aggregator.class).find("fedavg")).containsInstanceOf(FedAvg.class);
  }

  static IntStream seeds() {
    return IntStream.range(0, 20);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void is_the_mean_weighted_by_examples(int seed) {
    Random random = new Random(seed);
    List<Sample> samples = samples(random);
    double[] step = all(samples).step();
    for (int i = 0; i < step.length; i++) {
      double expected = naiveMean(samples, i);
      assertThat(step[i]).isCloseTo(expected, within(1e-12 * (1 + Math.abs(expected))));
    }
  }

  /** In decimal, exactly. */
  private static double naiveMean(List<Sample> samples, int value) {
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal weight = BigDecimal.ZERO;
    for (Sample sample : samples) {
      BigDecimal examples = BigDecimal.valueOf(sample.examples);
      sum = sum.add(new BigDecimal(sample.delta[value]).multiply(examples));
      weight = weight.add(examples);
    }
    return sum.divide(weight, MathContext.DECIMAL128).doubleValue();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void merging_is_associative_and_the_same_as_adding_all(int seed) {
    Random random = new Random(seed);
    List<Sample> samples = samples(random);
    int a = random.nextInt(samples.size() + 1);
    int b = a + random.nextInt(samples.size() - a + 1);
    Aggregation left = all(samples, 0, a);
    left.merge(all(samples, a, b));
    left.merge(all(samples, b, samples.size()));
    Aggregation tail = all(samples, a, b);
    tail.merge(all(samples, b, samples.size()));
    Aggregation right = all(samples, 0, a);
    right.merge(tail);
    Aggregation whole = all(samples);
    assertThat(left.updates()).isEqualTo(samples.size()).isEqualTo(right.updates());
    assertThat(left.step()).containsExactly(right.step(), within(1e-12));
    assertThat(left.step()).containsExactly(whole.step(), within(1e-12));
  }

  @Test
  void whole_numbers_are_summed_exactly_whatever_the_order() {
    Random random = new Random(7);
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      samples.add(new Sample(new float[] {random.nextInt(1 << 24) - (1 << 23)}, 1L << 22));
    }
    double[] forwards = all(samples).step();
    Collections.shuffle(samples, random);
    assertThat(all(samples).step()).isEqualTo(forwards);
    assertThat(forwards[0]).isEqualTo(naiveMean(samples, 0));
  }

  @Test
  void one_update_is_its_own_mean_to_the_last_bit() {
    float[] delta = {0.1f, -3.4e38f, 1e-45f, -0f};
    double[] step = all(List.of(new Sample(delta, 1_000_000))).step();
    for (int i = 0; i < delta.length; i++) {
      assertThat((float) step[i]).isEqualTo(delta[i]);
    }
  }

  @Test
  void the_update_is_only_read() {
    FloatBuffer delta = FloatBuffer.wrap(new float[] {9, 1, 2, 9}).position(1).limit(3);
    Aggregation aggregation = fedAvg.begin(layout(2));
    aggregation.add(delta.asReadOnlyBuffer(), 1);
    aggregation.add(delta, 1);
    assertThat(delta.position()).isEqualTo(1);
    assertThat(aggregation.step()).containsExactly(1, 2);
    assertThat(aggregation.step()).as("asked again").containsExactly(1, 2);
  }

  @Test
  void nothing_has_no_mean() {
    Aggregation nothing = fedAvg.begin(layout(2));
    assertThatThrownBy(nothing::step).isInstanceOf(IllegalStateException.class);
    nothing.merge(fedAvg.begin(layout(2)));
    assertThat(nothing.updates()).isZero();
  }

  @Test
  void a_layout_without_values_has_an_empty_step() {
    Aggregation empty = fedAvg.begin(TensorLayout.EMPTY);
    empty.add(FloatBuffer.allocate(0), 3);
    assertThat(empty.step()).isEmpty();
    assertThat(empty.updates()).isEqualTo(1);
  }

  @Test
  void another_length_is_refused_and_leaves_no_trace() {
    Aggregation aggregation = fedAvg.begin(layout(2));
    for (int length : new int[] {0, 1, 3}) {
      assertThatThrownBy(() -> aggregation.add(FloatBuffer.allocate(length), 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(length + " values; expected 2");
    }
    assertThatThrownBy(() -> aggregation.merge(fedAvg.begin(layout(3))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(aggregation.updates()).isZero();
  }

  private record Quantized(QuantizedUpdate update, long examples) {}

  /** Up to 40 updates of 1 to 50 values, whose sums nearly reach 2^63. */
  private static List<Quantized> quantized(Random random) {
    int size = 1 + random.nextInt(50);
    List<Quantized> updates = new ArrayList<>();
    for (int i = 2 + random.nextInt(39); i > 0; i--) {
      int[] values = random.ints(size).toArray();
      updates.add(
          new Quantized(new QuantizedUpdate(values, 32, 1_000), 1 + random.nextInt(1 << 26)));
    }
    return updates;
  }

  private Aggregation begin(List<Quantized> updates) {
    return fedAvg.begin(layout(updates.get(0).update.values().length));
  }

  private Aggregation sum(List<Quantized> updates) {
    Aggregation sum = begin(updates);
    updates.forEach(each -> sum.add(each.update, each.examples));
    return sum;
  }

  /** Of a tree that is drawn: each node merges two parts, or adds one update to a part. */
  private Aggregation tree(List<Quantized> updates, Random random) {
    if (updates.size() == 1) {
      return sum(updates);
    }
    int cut = 1 + random.nextInt(updates.size() - 1);
    Aggregation left = tree(updates.subList(0, cut), random);
    left.merge(tree(updates.subList(cut, updates.size()), random));
    if (random.nextInt(4) == 0) {
      left.merge(begin(updates)); // of nothing
    }
    return left;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void quantised_updates_are_bit_equal_in_any_order_and_any_tree_of_merges(int seed) {
    Random random = new Random(seed);
    List<Quantized> updates = quantized(random);
    double[] expected = exactMean(updates);
    assertThat(sum(updates).step()).isEqualTo(expected);
    for (int i = 0; i < 5; i++) {
      Collections.shuffle(updates, random);
      Aggregation tree = tree(updates, random);
      assertThat(tree.step()).isEqualTo(expected);
      assertThat(tree.updates()).isEqualTo(updates.size());
    }
  }

  /**
   * The sum in whole numbers; then, as in the step, a division by the scale and one by the weight.
   */
  private static double[] exactMean(List<Quantized> updates) {
    double[] mean = new double[updates.get(0).update.values().length];
    long weight = updates.stream().mapToLong(Quantized::examples).sum();
    for (int i = 0; i < mean.length; i++) {
      BigInteger sum = BigInteger.ZERO;
      for (Quantized each : updates) {
        BigInteger value = BigInteger.valueOf(each.update.values()[i]);
        sum = sum.add(value.multiply(BigInteger.valueOf(each.examples)));
      }
      mean[i] = sum.doubleValue() / 1_000 / weight;
    }
    return mean;
  }

  @Test
  void a_sum_beyond_2_to_the_63_is_an_error() {
    for (int value : new int[] {Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      assertThatThrownBy(() -> quantised(value, 1L << 33)).isInstanceOf(ArithmeticException.class);
      long most = Long.MAX_VALUE / Integer.MAX_VALUE; // 2^32 + 2; of -2^31, 2^32 just fits
      Aggregation sum = quantised(value, most - 2);
      assertThatThrownBy(() -> sum.add(update(value), 3)).isInstanceOf(ArithmeticException.class);
      Aggregation merged = quantised(value, most - 2);
      Aggregation other = quantised(value, 3);
      assertThatThrownBy(() -> merged.merge(other)).isInstanceOf(ArithmeticException.class);
    }
  }

  @Test
  void a_sum_of_just_below_2_to_the_63_is_exact() {
    Aggregation least = quantised(Integer.MIN_VALUE, 1L << 31);
    least.add(update(Integer.MIN_VALUE), 1L << 31);
    assertThat(least.step()).containsExactly(Integer.MIN_VALUE);
  }

  @Test
  void weights_beyond_2_to_the_63_are_an_error_even_of_zeros() {
    Aggregation zeros = quantised(0, Long.MAX_VALUE);
    assertThatThrownBy(() -> zeros.add(update(0), 1)).isInstanceOf(ArithmeticException.class);
    Aggregation floats = fedAvg.begin(layout(1));
    floats.add(FloatBuffer.allocate(1), Long.MAX_VALUE);
    assertThatThrownBy(() -> floats.add(FloatBuffer.allocate(1), 1))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> floats.merge(quantised(0, 1))).isInstanceOf(ArithmeticException.class);
  }

  private Aggregation quantised(int value, long examples) {
    Aggregation aggregation = fedAvg.begin(layout(1));
    aggregation.add(update(value), examples);
    return aggregation;
  }

  private static QuantizedUpdate update(int value) {
    return new QuantizedUpdate(new int[] {value}, 32, 1);
  }

  @Test
  void quantised_updates_of_two_scales_are_not_added() {
    Aggregation aggregation = quantised(1, 1);
    QuantizedUpdate other = new QuantizedUpdate(new int[] {5}, 32, 2);
    assertThatThrownBy(() -> aggregation.add(other, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("scale 2 among others of 1");
    QuantizedUpdate longer = new QuantizedUpdate(new int[] {5, 6}, 32, 1);
    assertThatThrownBy(() -> aggregation.add(longer, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 values; expected 1");
    assertThat(aggregation.updates()).isEqualTo(1);
    assertThat(aggregation.step()).containsExactly(1);
  }

  /** One to 12 updates of one to 3,000 values: several chunks, and none full. */
  private static List<Sample> samples(Random random) {
    int size = 1 + random.nextInt(3_000);
    List<Sample> samples = new ArrayList<>();
    for (int i = 1 + random.nextInt(12); i > 0; i--) {
      float[] delta = new float[size];
      for (int v = 0; v < size; v++) {
        delta[v] = (float) random.nextGaussian();
      }
      samples.add(new Sample(delta, 1 + random.nextInt(1_000_000)));
    }
    return samples;
  }

  private Aggregation all(List<Sample> samples) {
    return all(samples, 0, samples.size());
  }

  private Aggregation all(List<Sample> samples, int from, int to) {
    Aggregation aggregation = fedAvg.begin(layout(samples.get(0).delta.length));
    samples
        .subList(from, to)
        .forEach(sample -> aggregation.add(FloatBuffer.wrap(sample.delta), sample.examples));
    return aggregation;
  }

  private static TensorLayout layout(int size) {
    return TensorLayout.of(TensorSpec.of("w", size));
  }
}
