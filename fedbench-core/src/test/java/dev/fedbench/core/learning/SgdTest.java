package dev.fedbench.core.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SgdTest {

  private final Examples examples =
      Digits.dataset().all().select(1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144);
  private final Network network = Network.mlp(64, 8, 10);

  @Test
  void the_same_seed_trains_the_same_bits_and_another_seed_others() throws InterruptedException {
    assertThat(trained(1)).isEqualTo(trained(1)).isNotEqualTo(trained(2));
  }

  @Test
  void it_learns_a_few_examples_by_heart() throws InterruptedException {
    float[] parameters = network.initial(1).values().clone();
    new Sgd(200, 4, 0.3f).train(network, parameters, examples, new SplittableRandom(1));

    assertThat(network.evaluate(parameters, examples).accuracy()).hasValue(1);
    assertThat(network.evaluate(parameters, examples).loss()).isLessThan(0.05);
  }

  @Test
  void the_examples_keep_their_order() throws InterruptedException {
    int[] before = examples.indices().clone();
    trained(1);

    assertThat(examples.indices()).isEqualTo(before);
  }

  @Test
  void an_interrupt_ends_training() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> trained(1))
        .isInstanceOf(InterruptedException.class)
        .hasMessage("training was interrupted after 0 of 3 epochs");
    assertThat(Thread.interrupted()).isFalse();
  }

  private float[] trained(long seed) throws InterruptedException {
    float[] parameters = network.initial(1).values().clone();
    new Sgd(3, 4, 0.3f).train(network, parameters, examples, new SplittableRandom(seed));
    return parameters;
  }
}
