package dev.fedbench.core.learning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is learnt with the defaults, as figures: means over five splits. */
class LearningTest {

  private static final int SPLITS = 5;

  @ParameterizedTest
  @CsvSource({"SOFTMAX, 0.94", "MLP, 0.95"})
  void ten_clients_learn_well_in_five_rounds_and_in_twenty_nearly_what_central_training_does(
      DigitsModel model, double expected) throws InterruptedException {
    double central = 0;
    double early = 0;
    double federated = 0;
    for (int seed = 0; seed < SPLITS; seed++) {
      DigitsWorkload workload = DigitsWorkload.builder().model(model).dataSeed(seed).build();
      FedAvg rounds = new FedAvg(workload, 10);
      rounds.rounds(5);
      early += rounds.evaluation().accuracy().orElseThrow() / SPLITS;
      rounds.rounds(15);
      federated += rounds.evaluation().accuracy().orElseThrow() / SPLITS;
      central += centralAccuracy(workload.task(), 20) / SPLITS;
    }

    assertThat(central).isGreaterThanOrEqualTo(expected);
    assertThat(federated).isGreaterThanOrEqualTo(central - 0.02);
    assertThat(early).isGreaterThan(0.93);
  }

  @ParameterizedTest
  @EnumSource(DigitsModel.class)
  void the_loss_decreases_over_rounds(DigitsModel model) throws InterruptedException {
    assertLossDecreases(DigitsWorkload.builder().model(model).build());
  }

  @ParameterizedTest
  @EnumSource(DigitsModel.class)
  void the_loss_decreases_when_labels_are_skewed(DigitsModel model) throws InterruptedException {
    assertLossDecreases(DigitsWorkload.builder().model(model).dirichlet(0.3).build());
    assertLossDecreases(DigitsWorkload.builder().model(model).shards(2).build());
  }

  @ParameterizedTest
  @EnumSource(DigitsModel.class)
  void one_epoch_a_round_in_batches_of_32_learns_too(DigitsModel model)
      throws InterruptedException {
    assertLossDecreases(DigitsWorkload.builder().model(model).localEpochs(1).batchSize(32).build());
  }

  private static void assertLossDecreases(DigitsWorkload workload) throws InterruptedException {
    FedAvg rounds = new FedAvg(workload, 10);
    double before = rounds.evaluation().loss();
    for (int more : new int[] {1, 2, 4}) {
      rounds.rounds(more);
      double loss = rounds.evaluation().loss();
      assertThat(loss).as("%s, %d rounds on", workload, more).isLessThan(before);
      before = loss;
    }
  }

  /** As many epochs over all training examples as a client makes over its own in those rounds. */
  private static double centralAccuracy(DigitsTask task, int rounds) throws InterruptedException {
    float[] parameters = task.initial().values().clone();
    Sgd sgd = task.sgd();
    new Sgd(rounds * sgd.epochs(), sgd.batchSize(), sgd.learningRate())
        .train(task.network(), parameters, task.split().train(), new SplittableRandom(9));
    return task.network().evaluate(parameters, task.split().test()).accuracy().orElseThrow();
  }
}
