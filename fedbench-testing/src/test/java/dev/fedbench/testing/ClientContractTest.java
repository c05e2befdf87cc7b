package dev.fedbench.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.fl.Client;
import dev.fedbench.fl.ClientContext;
import dev.fedbench.fl.ClientFactory;
import dev.fedbench.fl.Evaluation;
import dev.fedbench.fl.FitRequest;
import dev.fedbench.fl.Tensors;
import dev.fedbench.fl.Update;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A client that keeps the contract passes, and each that breaks a part of it fails there. */
class ClientContractTest implements ClientContract {

  /** Keeps the contract. */
  private static class Good extends Client {
    final long seed;

    Good(ClientContext context) {
      seed = context.seed();
    }

    @Override
    public Update fit(FitRequest request) throws Exception {
      SplittableRandom random = new SplittableRandom(seed + request.round());
      return update((float) random.nextDouble(), (float) random.nextDouble());
    }

    @Override
    public Optional<Evaluation> evaluate(Tensors global) {
      return Optional.of(Evaluation.of(global.values()[0], 0.5, 1));
    }
  }

  private static Update update(float... delta) {
    return new Update(Tensors.of("weights", delta), 10);
  }

  /** What a test of the contract does. */
  private interface Check {
    void of(ClientContract contract) throws Exception;
  }

  private static void assertFails(Check check, ClientFactory factory, String why) {
    assertThatThrownBy(() -> check.of(() -> factory))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(why);
  }

  private interface Fit {
    Update of(FitRequest request) throws Exception;
  }

  private static Client fitting(Fit fit) {
    return new Client() {
      @Override
      public Update fit(FitRequest request) throws Exception {
        return fit.of(request);
      }
    };
  }

  @Override
  public ClientFactory factory() {
    return Good::new;
  }

  @Test
  void a_delta_that_is_not_finite_is_found() {
    assertFails(
        ClientContract::every_client_returns_a_finite_delta_of_the_models_layout,
        context -> fitting(request -> update(0, context.index() == 1 ? Float.NaN : 0)),
        "client 1's delta[1]: NaN");
  }

  @Test
  void a_delta_of_another_layout_is_found() {
    assertFails(
        ClientContract::every_client_returns_a_finite_delta_of_the_models_layout,
        context -> fitting(request -> update(new float[1 + context.index()])),
        "layout of client 1's delta");
  }

  @Test
  void training_that_diverges_is_found() {
    assertFails(
        ClientContract::training_goes_on_from_the_model_that_it_is_given,
        context -> fitting(request -> update(Float.MAX_VALUE)),
        "the model after round 2[0]: Infinity");
  }

  @Test
  void too_many_examples_are_found() {
    assertFails(
        ClientContract::an_update_stands_for_no_more_examples_than_a_run_allows,
        context -> fitting(request -> new Update(Tensors.of("weights", 1), 1_000_001)),
        "examples of client 0");
  }

  @Test
  void an_update_that_cannot_be_repeated_is_found() {
    AtomicInteger calls = new AtomicInteger();
    assertFails(
        ClientContract::the_same_seed_round_and_model_give_the_same_update,
        context -> fitting(request -> update(calls.incrementAndGet())),
        "client 0's delta, done again");
  }

  @Test
  void clients_that_share_what_they_change_are_found() {
    AtomicInteger shared = new AtomicInteger();
    assertFails(
        ClientContract::clients_train_together_as_they_do_alone,
        context -> fitting(request -> update(shared.getAndIncrement())),
        "client 0's delta, done again");
  }

  @Test
  void a_client_that_trains_in_the_shared_model_is_found() {
    assertFails(
        ClientContract::the_model_is_read_and_never_written,
        context ->
            new Good(context) {
              @Override
              public Optional<Tensors> initialModel() {
                return Optional.of(Tensors.of("weights", 0, 0));
              }

              @Override
              public Update fit(FitRequest request) throws Exception {
                request.model().values()[0] += 1;
                return super.fit(request);
              }
            },
        "the shared model after fit");
    assertFails(
        ClientContract::the_model_is_read_and_never_written,
        context ->
            new Good(context) {
              @Override
              public Optional<Evaluation> evaluate(Tensors global) {
                global.values()[1] = 7;
                return super.evaluate(global);
              }
            },
        "the shared model after evaluate");
  }

  @Test
  void an_array_that_is_used_again_is_found() {
    float[] buffer = new float[1];
    assertFails(
        ClientContract::an_update_stays_as_it_is_while_the_client_goes_on,
        context ->
            fitting(
                request -> {
                  buffer[0] = request.round();
                  return update(buffer);
                }),
        "round 1's delta after round 2");
  }

  @Test
  void an_evaluation_that_varies_is_found() {
    AtomicInteger calls = new AtomicInteger();
    assertFails(
        ClientContract::a_model_has_the_same_evaluation_each_time,
        context ->
            new Good(context) {
              @Override
              public Optional<Evaluation> evaluate(Tensors global) {
                return Optional.of(Evaluation.of(calls.incrementAndGet(), 0.5, 1));
              }
            },
        "loss=1.0");
  }

  @Test
  void a_client_that_cannot_be_closed_twice_is_found() {
    assertFails(
        ClientContract::a_client_can_be_closed_twice,
        context ->
            new Good(context) {
              private boolean closed;

              @Override
              public void close() {
                assertThat(closed).isFalse();
                closed = true;
              }
            },
        "AssertionFailedError");
  }
}
