package dev.fedbench.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.fail;

import dev.fedbench.fl.Authentication;
import dev.fedbench.fl.Client;
import dev.fedbench.fl.ClientContext;
import dev.fedbench.fl.ClientFactory;
import dev.fedbench.fl.Evaluation;
import dev.fedbench.fl.FitRequest;
import dev.fedbench.fl.TensorLayout;
import dev.fedbench.fl.Tensors;
import dev.fedbench.fl.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Client} does. A test class passes it:
 *
 * <pre>{@code
 * class MyClientTest implements ClientContract {
 *   @Override
 *   public ClientFactory factory() {
 *     return MyClient::new;
 *   }
 * }
 * }</pre>
 *
 * <p>Clients whose training cannot be repeated, as on some accelerators, override the two tests
 * that repeat it, and say why.
 */
public interface ClientContract {

  /** Makes the clients under test; once for each test. */
  ClientFactory factory();

  /** How many clients the run has, at least 2. */
  default int clients() {
    return 3;
  }

  /** The most examples that an update may claim in the runs that these clients are for. */
  default long maxExamples() {
    return Authentication.defaults().maxExamples();
  }

  @Test
  default void the_workload_has_a_name_for_reports() {
    assertThat(factory().workload()).isNotBlank();
  }

  @Test
  default void every_client_returns_a_finite_delta_of_the_models_layout() throws Exception {
    ClientFactory factory = factory();
    Tensors start = start(factory);
    TensorLayout layout = start.layout();
    for (int index = 0; index < clients(); index++) {
      Tensors delta = fit(factory, index, new FitRequest(1, 1, start)).delta();
      layout = layout.size() == 0 ? delta.layout() : layout; // then the first update decides
      assertThat(delta.layout()).as("layout of client %d's delta", index).isEqualTo(layout);
      assertFinite("client " + index + "'s delta", delta);
    }
  }

  @Test
  default void training_goes_on_from_the_model_that_it_is_given() throws Exception {
    try (Client client = client(factory(), 0)) {
      Tensors model = start(client);
      for (int round = 1; round <= 3; round++) {
        Tensors delta = client.fit(new FitRequest(round, round, model)).delta();
        model = delta.plus(model);
        assertFinite("the model after round " + round, model);
      }
    }
  }

  @Test
  default void an_update_stands_for_no_more_examples_than_a_run_allows() throws Exception {
    ClientFactory factory = factory();
    Tensors start = start(factory);
    for (int index = 0; index < clients(); index++) {
      assertThat(fit(factory, index, new FitRequest(1, 1, start)).examples())
          .as("examples of client %d; more are refused unless the run's maxExamples says so", index)
          .isBetween(1L, maxExamples());
    }
  }

  @Test
  default void the_same_seed_round_and_model_give_the_same_update() throws Exception {
    ClientFactory factory = factory();
    FitRequest request = new FitRequest(1, 1, start(factory));
    for (int index = 0; index < clients(); index++) {
      assertSame(index, fit(factory, index, request), fit(factory, index, request));
    }
  }

  @Test
  default void clients_train_together_as_they_do_alone() throws Exception {
    ClientFactory factory = factory();
    FitRequest request = new FitRequest(1, 1, start(factory));
    ExecutorService threads = Executors.newFixedThreadPool(clients());
    try {
      List<Future<Update>> together = new ArrayList<>();
      for (int index = 0; index < clients(); index++) {
        int each = index;
        together.add(threads.submit(() -> fit(factory, each, request)));
      }
      for (int index = 0; index < clients(); index++) {
        Update found = together.get(index).get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        assertSame(index, found, fit(factory, index, request));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  default void the_model_is_read_and_never_written() throws Exception {
    try (Client client = client(factory(), 0)) {
      Tensors model = start(client);
      float[] before = model.values().clone();
      Update update = client.fit(new FitRequest(1, 1, model));
      assertThat(model.values()).as("the shared model after fit").isEqualTo(before);
      Tensors trained = update.delta().plus(model);
      before = trained.values().clone();
      client.evaluate(trained);
      assertThat(trained.values()).as("the shared model after evaluate").isEqualTo(before);
    }
  }

  /** What is submitted is the array itself, some time later. */
  @Test
  default void an_update_stays_as_it_is_while_the_client_goes_on() throws Exception {
    try (Client client = client(factory(), 0)) {
      Tensors model = start(client);
      Tensors delta = client.fit(new FitRequest(1, 1, model)).delta();
      float[] before = delta.values().clone();
      Tensors next = delta.plus(model);
      client.fit(new FitRequest(2, 2, next));
      client.evaluate(next);
      assertThat(delta.values()).as("round 1's delta after round 2").isEqualTo(before);
    }
  }

  @Test
  default void a_model_has_the_same_evaluation_each_time() throws Exception {
    try (Client client = client(factory(), 0)) {
      Tensors model = start(client);
      Tensors trained = client.fit(new FitRequest(1, 1, model)).delta().plus(model);
      Optional<Evaluation> first = client.evaluate(trained);
      assertThat(first).isNotNull();
      assertThat(client.evaluate(trained)).isEqualTo(first);
    }
  }

  @Test
  default void a_client_can_be_closed_twice() throws Exception {
    Client client = client(factory(), 0);
    assertThatCode(client::close).doesNotThrowAnyException();
    assertThatCode(client::close).doesNotThrowAnyException();
  }

  private Client client(ClientFactory factory, int index) throws Exception {
    Client client =
        factory.create(new ClientContext(Integer.toString(index), index, clients(), 42 + index));
    assertThat(client).as("client %d", index).isNotNull();
    return client;
  }

  private Update fit(ClientFactory factory, int index, FitRequest request) throws Exception {
    try (Client client = client(factory, index)) {
      Update update = client.fit(request);
      assertThat(update).as("client %d's update", index).isNotNull();
      return update;
    }
  }

  private Tensors start(ClientFactory factory) throws Exception {
    try (Client first = client(factory, 0)) {
      return start(first);
    }
  }

  private static Tensors start(Client first) throws Exception {
    Tensors start = first.initialModel().orElse(Tensors.EMPTY);
    assertFinite("the initial model", start);
    return start;
  }

  private static void assertFinite(String what, Tensors tensors) {
    float[] values = tensors.values();
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) { // an assertion for each of many values takes its time
        fail("%s[%d]: %s; expected finite values", what, i, values[i]);
      }
    }
  }

  private static void assertSame(int index, Update found, Update expected) {
    assertThat(found.delta().values())
        .as("client %d's delta, done again", index)
        .isEqualTo(expected.delta().values());
    assertThat(found.examples()).as("client %d's examples", index).isEqualTo(expected.examples());
  }
}
