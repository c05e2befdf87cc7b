package dev.fedbench.core.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fedbench.fl.ClientContext;
import dev.fedbench.spi.InvalidConfigException;
import org.junit.jupiter.api.Test;

class DigitsWorkloadTest {

  @Test
  void the_name_says_model_and_partition() {
    assertThat(DigitsWorkload.standard().workload()).isEqualTo("digits-mlp");
    assertThat(softmax().build().workload()).isEqualTo("digits-softmax");
    assertThat(softmax().dirichlet(0.3).build().workload())
        .isEqualTo("digits-softmax-dirichlet-0.3");
    assertThat(softmax().shards(2).build().workload()).isEqualTo("digits-softmax-shards-2");
  }

  @Test
  void every_mistake_is_reported_at_once() {
    InvalidConfigException thrown =
        catchThrowableOfType(
            InvalidConfigException.class,
            () ->
                softmax()
                    .hiddenUnits(0)
                    .dirichlet(-1)
                    .shards(2)
                    .localEpochs(0)
                    .batchSize(0)
                    .learningRate(Double.NaN)
                    .build());

    assertThat(thrown.problems())
        .containsExactly(
            "hidden units: 0; expected 1 to 4096",
            "hidden units: are for the model mlp, not softmax",
            "partition: both dirichlet and shards; expected one of them",
            "local epochs: 0; expected 1 to 10000",
            "batch size: 0; expected 1 to 1000000",
            "learning rate: NaN; expected 0.000001 to 100",
            "alpha: -1.0; expected 0.001 to 1,000,000, smaller for more skew");
  }

  @Test
  void options_reach_the_clients() {
    DigitsWorkload workload =
        DigitsWorkload.builder()
            .hiddenUnits(7)
            .localEpochs(3)
            .batchSize(4)
            .learningRate(0.25)
            .build();

    assertThat(workload.task().sgd()).isEqualTo(new Sgd(3, 4, 0.25f));
    assertThat(workload.task().network().layout()).isEqualTo(Network.mlp(64, 7, 10).layout());
  }

  @Test
  void another_data_seed_gives_another_split_partition_and_start() {
    DigitsTask one = DigitsWorkload.builder().dataSeed(1).build().task();
    DigitsTask two = DigitsWorkload.builder().dataSeed(2).build().task();

    assertThat(one.split().test().indices()).isNotEqualTo(two.split().test().indices());
    assertThat(one.training(0, 10).indices()).isNotEqualTo(two.training(0, 10).indices());
    assertThat(one.initial().values()).isNotEqualTo(two.initial().values());
  }

  @Test
  void clients_made_alone_share_one_partition() {
    DigitsTask task = DigitsWorkload.standard().task();
    Examples share = task.training(4, 10);
    new DigitsClient(new ClientContext("a", 5, 10, 1));

    assertThat(task.training(4, 10)).isSameAs(share);
  }

  @Test
  void the_partitions_that_are_kept_are_bounded() {
    DigitsTask task = DigitsWorkload.builder().build().task();
    Examples first = task.training(0, 1);
    for (int clients = 2; clients < 30; clients++) {
      task.training(0, clients);
    }

    assertThat(task.training(0, 1)).isNotSameAs(first);
    assertThat(task.training(0, 1).indices()).isEqualTo(first.indices());
  }

  private static DigitsWorkload.Builder softmax() {
    return DigitsWorkload.builder().model(DigitsModel.SOFTMAX);
  }
}
