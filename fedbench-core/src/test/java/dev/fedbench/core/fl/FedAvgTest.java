package dev.fedbench.core.fl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fedbench.fl.Aggregation;
import dev.fedbench.fl.Aggregator;
import dev.fedbench.fl.TensorLayout;
import dev.fedbench.fl.TensorSpec;
import dev.fedbench.spi.Extensions;
import java.math.BigDecimal;
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
