package dev.fedbench.core.learning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.fl.TensorSpec;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkTest {

  /** Odd sizes too: the kernels take four values at once. */
  static Stream<Network> networks() {
    return Stream.of(
        Network.softmax(1, 2),
        Network.softmax(7, 3),
        Network.softmax(8, 5),
        Network.mlp(1, 1, 2),
        Network.mlp(7, 6, 3),
        Network.mlp(8, 5, 4));
  }

  @Test
  void tensors_have_the_names_and_shapes_that_hosts_rely_on() {
    assertThat(Network.softmax(64, 10).layout().specs())
        .containsExactly(TensorSpec.of("weights", 10, 64), TensorSpec.of("bias", 10));
    assertThat(Network.mlp(64, 32, 10).layout().specs())
        .containsExactly(
            TensorSpec.of("hidden.weights", 32, 64),
            TensorSpec.of("hidden.bias", 32),
            TensorSpec.of("output.weights", 10, 32),
            TensorSpec.of("output.bias", 10));
  }

  @Test
  void hidden_layers_start_with_he_s_variance_and_no_bias() {
    float[] hidden = Network.mlp(64, 256, 10).initial(1).tensor("hidden.weights");
    double squares =
        IntStream.range(0, hidden.length).mapToDouble(i -> hidden[i] * hidden[i]).sum();

    assertThat(squares / hidden.length).isCloseTo(2.0 / 64, Offset.offset(0.001));
    assertThat(Network.mlp(64, 256, 10).initial(1).tensor("hidden.bias")).containsOnly(0f);
  }

  @Test
  void the_same_seed_gives_the_same_start_and_another_seed_another() {
    Network network = Network.mlp(7, 6, 3);

    assertThat(network.initial(1).values())
        .isEqualTo(network.initial(1).values())
        .isNotEqualTo(network.initial(2).values());
  }

  @ParameterizedTest
  @MethodSource("networks")
  void the_loss_is_the_slow_truth_s(Network network) {
    Examples examples = randomExamples(network, 20, 1);
    float[] parameters = randomParameters(network, 2);

    assertThat(network.evaluate(parameters, examples).loss())
        .isCloseTo(
            SlowNetwork.loss(network.layout(), doubles(parameters), examples), Offset.offset(1e-5));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void the_gradient_is_the_slow_loss_s_finite_difference(Network network) {
    for (int seed = 0; seed < 5; seed++) {
      Examples one = randomExamples(network, 1, seed);
      float[] parameters = randomParameters(network, 100 + seed);
      float[] gradient = new float[parameters.length];
      new Pass(network).addGradient(parameters, one.data(), 0, gradient);

      for (int i = 0; i < parameters.length; i++) {
        assertThat((double) gradient[i])
            .isCloseTo(slope(network, parameters, i, one), Offset.offset(1e-5));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void a_batch_s_step_goes_down_the_mean_of_the_single_gradients(Network network)
      throws InterruptedException {
    Examples batch = randomExamples(network, 6, 3);
    float[] parameters = randomParameters(network, 4);
    double[] expected = doubles(parameters);
    for (int position = 0; position < batch.size(); position++) {
      float[] single = new float[parameters.length];
      new Pass(network).addGradient(parameters, batch.data(), position, single);
      for (int i = 0; i < expected.length; i++) {
        expected[i] -= 0.5 * single[i] / batch.size();
      }
    }

    // More than there are: the mean is over the examples of the batch, however few.
    new Sgd(1, 8, 0.5f).train(network, parameters, batch, new SplittableRandom(5));

    assertThat(doubles(parameters)).containsExactly(expected, Offset.offset(1e-6));
  }

  @Test
  void large_logits_do_not_overflow() {
    float[] logits = {500, -500, 499};

    assertThat(Kernels.crossEntropy(logits, 1)).isCloseTo(1000.313, Offset.offset(0.001));
    Kernels.crossEntropyGradient(logits, 1);
    assertThat(logits).containsExactly(new float[] {0.731f, -1, 0.269f}, Offset.offset(0.001f));
  }

  private static double slope(Network network, float[] parameters, int i, Examples examples) {
    double step = 1e-6;
    double[] moved = doubles(parameters);
    moved[i] += step;
    double above = SlowNetwork.loss(network.layout(), moved, examples);
    moved[i] -= 2 * step;
    double below = SlowNetwork.loss(network.layout(), moved, examples);
    return (above - below) / (2 * step);
  }

  private static Examples randomExamples(Network network, int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int width = network.layers().get(0).inputs();
    int classes = network.layers().get(network.layers().size() - 1).outputs();
    float[] features = new float[count * width];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) random.nextDouble();
    }
    return new Dataset(features, random.ints(count, 0, classes).toArray(), width, classes).all();
  }

  private static float[] randomParameters(Network network, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] parameters = new float[network.layout().size()];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = (float) random.nextGaussian();
    }
    return parameters;
  }

  private static double[] doubles(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }
}
