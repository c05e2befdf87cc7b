package dev.fedbench.core.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.Benchmark;
import dev.fedbench.fl.ClientContext;
import dev.fedbench.fl.ClientFactory;
import dev.fedbench.fl.Evaluation;
import dev.fedbench.fl.FitRequest;
import dev.fedbench.fl.Tensors;
import dev.fedbench.fl.Update;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigitsClientTest {

  @Test
  void its_constructor_is_a_client_factory() throws Exception {
    ClientFactory factory = DigitsClient::new;

    assertThat(factory.create(context(3, 10, 1))).isInstanceOf(DigitsClient.class);
    assertThat(Benchmark.builder().clients(10, DigitsClient::new)).isNotNull();
  }

  @Test
  void every_client_starts_from_the_same_model_whatever_its_seed() {
    Tensors first = new DigitsClient(context(0, 10, 1)).initialModel().orElseThrow();

    assertThat(new DigitsClient(context(7, 10, 99)).initialModel().orElseThrow().values())
        .isEqualTo(first.values());
    assertThat(DigitsWorkload.builder().build().create(context(0, 3, 5)).initialModel())
        .hasValueSatisfying(model -> assertThat(model.values()).isEqualTo(first.values()));
  }

  @Test
  void fit_trains_on_its_share_and_says_how_much_that_is() throws Exception {
    DigitsClient client = new DigitsClient(context(0, 100, 1));
    Tensors start = client.initialModel().orElseThrow();

    Update update = client.fit(new FitRequest(1, 1, start));

    assertThat(update.examples()).isBetween(14L, 15L);
    assertThat(update.delta().layout()).isEqualTo(start.layout());
    assertThat(update.delta().values()).hasSize(2410).isNotEqualTo(new float[2410]);
  }

  @Test
  void fit_leaves_the_given_model_as_it_is() throws Exception {
    DigitsClient client = new DigitsClient(context(0, 10, 1));
    Tensors start = client.initialModel().orElseThrow();
    float[] before = start.values().clone();
    client.fit(new FitRequest(1, 1, start));

    assertThat(start.values()).isEqualTo(before);
  }

  @Test
  void the_update_depends_on_the_seed_and_the_round_alone() throws Exception {
    assertThat(delta(3, 1)).isEqualTo(delta(3, 1)).isNotEqualTo(delta(4, 1));
    assertThat(delta(3, 1)).isNotEqualTo(delta(3, 2));
  }

  @Test
  void many_threads_get_what_one_gets() throws Exception {
    DigitsWorkload shared = DigitsWorkload.builder().dirichlet(0.5).build();
    DigitsWorkload alone = DigitsWorkload.builder().dirichlet(0.5).build();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<float[]>> tasks =
          IntStream.range(0, 40).<Callable<float[]>>mapToObj(i -> () -> delta(shared, i)).toList();
      List<Future<float[]>> deltas = threads.invokeAll(tasks);
      for (int i = 0; i < 40; i++) {
        assertThat(deltas.get(i).get()).isEqualTo(delta(alone, i));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 100, 400})
  void the_clients_accuracies_make_the_central_accuracy(int clients) throws Exception {
    DigitsWorkload workload = DigitsWorkload.standard();
    Tensors model = trainedALittle();
    Evaluation central =
        workload.task().network().evaluate(model.values(), workload.task().split().test());

    List<Evaluation> parts =
        IntStream.range(0, clients)
            .mapToObj(i -> workload.create(context(i, clients, i)).evaluate(model))
            .flatMap(Optional::stream)
            .toList();

    assertThat(parts).hasSize(Math.min(clients, 360));
    assertThat(parts.stream().mapToLong(Evaluation::examples).sum()).isEqualTo(360);
    assertThat(parts.stream().mapToLong(DigitsClientTest::right).sum()).isEqualTo(right(central));
    assertThat(parts.stream().mapToDouble(e -> e.loss() * e.examples()).sum() / 360)
        .isCloseTo(central.loss(), Offset.offset(1e-9));
  }

  @Test
  void a_client_too_many_is_refused() {
    assertThatThrownBy(() -> new DigitsClient(context(0, 1438, 1)))
        .hasMessage(
            "1438 clients for 1437 training examples; expected 1 to 1437 clients, so that each has one");
  }

  @Test
  void an_index_that_is_no_client_s_is_refused() {
    assertThatThrownBy(() -> new DigitsClient(context(10, 10, 1)))
        .hasMessage("client 10 of 10; expected an index from 0 to 9");
  }

  @Test
  void a_model_of_another_layout_is_refused() {
    DigitsClient client = new DigitsClient(context(0, 10, 1));

    assertThatThrownBy(() -> client.fit(new FitRequest(1, 1, Tensors.of("weights", 1, 2))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("a model of [TensorSpec[name=weights, shape=[2]]]; expected");
    assertThatThrownBy(() -> client.evaluate(Tensors.EMPTY))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void training_that_leaves_the_numbers_says_so() {
    DigitsClient client = new DigitsClient(context(0, 10, 1));
    float[] huge = client.initialModel().orElseThrow().values().clone();
    for (int i = 0; i < huge.length; i++) {
      huge[i] *= 1e38f;
    }
    Tensors model = new Tensors(client.initialModel().orElseThrow().layout(), huge);

    assertThatThrownBy(() -> client.fit(new FitRequest(1, 1, model)))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("learningRate=0.3");
  }

  private static Tensors trainedALittle() throws Exception {
    return new FedAvg(DigitsWorkload.standard(), 5).rounds(1);
  }

  private static long right(Evaluation evaluation) {
    return Math.round(evaluation.accuracy().orElseThrow() * evaluation.examples());
  }

  private static float[] delta(long seed, int round) throws Exception {
    DigitsClient client = new DigitsClient(context(2, 100, seed));
    Tensors start = client.initialModel().orElseThrow();
    return client.fit(new FitRequest(round, round, start)).delta().values();
  }

  private static float[] delta(DigitsWorkload workload, int index) throws Exception {
    // Several numbers of clients at once, more than the workload keeps partitions of.
    DigitsClient client = workload.create(context(index, 40 + index % 12, index));
    Tensors start = client.initialModel().orElseThrow();
    return client.fit(new FitRequest(1, 1, start)).delta().values();
  }

  private static ClientContext context(int index, int clients, long seed) {
    return new ClientContext("client-" + index, index, clients, seed);
  }
}
