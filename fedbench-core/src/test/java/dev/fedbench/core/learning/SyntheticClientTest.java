package dev.fedbench.core.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.fl.Client;
import dev.fedbench.fl.ClientContext;
import dev.fedbench.fl.FitRequest;
import dev.fedbench.fl.TensorSpec;
import dev.fedbench.fl.Tensors;
import dev.fedbench.fl.Update;
import dev.fedbench.spi.InvalidConfigException;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyntheticClientTest {

  @Test
  void the_same_seed_and_round_give_the_same_delta() throws Exception {
    assertThat(delta(10, 3, 1)).isEqualTo(delta(10, 3, 1)).isNotEqualTo(delta(10, 4, 1));
    assertThat(delta(10, 3, 1)).isNotEqualTo(delta(10, 3, 2));
  }

  /** On every JDK and processor: a run can be repeated elsewhere. */
  @Test
  void a_known_seed_gives_known_values() throws Exception {
    assertThat(delta(3, 42, 1)).containsExactly(1.0114905f, -0.59418094f, -0.6490214f, 0.7498426f);
  }

  @Test
  void values_are_standard_normal() throws Exception {
    float[] delta = delta(100_000, 5, 1);
    double mean = IntStream.range(0, delta.length).mapToDouble(i -> delta[i]).average().orElse(9);
    double square =
        IntStream.range(0, delta.length).mapToDouble(i -> delta[i] * delta[i]).average().orElse(9);
    long beyondTwo = IntStream.range(0, delta.length).filter(i -> Math.abs(delta[i]) > 2).count();

    assertThat(mean).isCloseTo(0, Offset.offset(0.02));
    assertThat(square).isCloseTo(1, Offset.offset(0.03));
    assertThat(beyondTwo / (double) delta.length).isCloseTo(0.0455, Offset.offset(0.004));
  }

  @Test
  void neighbouring_seeds_and_rounds_are_unrelated() throws Exception {
    float[] here = delta(20_000, 6, 1);

    // The golden ratio is the step of SplittableRandom: unmixed seeds that far apart overlap.
    for (long seed : new long[] {7, 6 + 0x9E3779B97F4A7C15L, 6 - 0x9E3779B97F4A7C15L}) {
      assertThat(correlation(here, delta(20_000, seed, 1), 0)).isLessThan(0.04);
      assertThat(correlation(here, delta(20_000, seed, 1), 1)).isLessThan(0.04);
    }
    assertThat(correlation(here, delta(20_000, 6, 2), 0)).isLessThan(0.04);
    assertThat(correlation(here, delta(20_000, 6, 2), 1)).isLessThan(0.04);
  }

  @Test
  void the_model_is_weights_and_a_bias_that_start_at_zero() throws Exception {
    Client client = client(10, 1);
    Tensors start = client.initialModel().orElseThrow();

    assertThat(start.layout().specs())
        .containsExactly(TensorSpec.of("weights", 10), TensorSpec.of("bias", 1));
    assertThat(start.values()).containsOnly(0f);
  }

  @Test
  void an_update_counts_as_one_example_and_there_is_nothing_to_evaluate() throws Exception {
    Client client = client(10, 1);
    Update update = client.fit(new FitRequest(1, 1, Tensors.EMPTY));

    assertThat(update.examples()).isEqualTo(1);
    assertThat(client.evaluate(update.delta())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MAX_VALUE})
  void a_size_out_of_range_is_refused(int inputSize) {
    assertThatThrownBy(() -> new SyntheticWorkload(inputSize))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageStartingWith("input size: " + inputSize);
  }

  @Test
  void the_workload_is_named_synthetic() {
    assertThat(new SyntheticWorkload(1).workload()).isEqualTo("synthetic");
  }

  /** Absolute correlation of a with b, shifted by some values either way, the larger. */
  private static double correlation(float[] a, float[] b, int shift) {
    double forth = 0;
    double back = 0;
    for (int i = shift; i < a.length; i++) {
      forth += a[i] * b[i - shift];
      back += a[i - shift] * b[i];
    }
    return Math.max(Math.abs(forth), Math.abs(back)) / (a.length - shift);
  }

  private static float[] delta(int inputSize, long seed, int round) throws Exception {
    Client client = client(inputSize, seed);
    return client.fit(new FitRequest(round, round, Tensors.EMPTY)).delta().values();
  }

  private static Client client(int inputSize, long seed) throws Exception {
    return new SyntheticWorkload(inputSize).create(new ClientContext("client-0", 0, 1, seed));
  }
}
