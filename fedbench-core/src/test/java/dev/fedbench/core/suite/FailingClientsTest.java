package dev.fedbench.core.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.Benchmark;
import dev.fedbench.BenchmarkBuilder;
import dev.fedbench.fl.Client;
import dev.fedbench.fl.ClientContext;
import dev.fedbench.fl.ClientFactory;
import dev.fedbench.fl.Evaluation;
import dev.fedbench.fl.Tensors;
import dev.fedbench.fl.Update;
import dev.fedbench.metric.FederatedMetrics;
import dev.fedbench.metric.Row;
import dev.fedbench.result.BenchmarkResult;
import dev.fedbench.result.ClientRow;
import dev.fedbench.result.Outcome;
import dev.fedbench.result.RoundRow;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever one client does, it fails alone: with a row, a cause, and the others going on. */
@Timeout(120)
class FailingClientsTest {

  private static final int CLIENTS = 4;
  private static final int BAD = 2;
  private static final int TURNS = 2;

  /** All right but for client {@value #BAD}, which trains like that. */
  private static ClientFactory badFit(TestClients.Fit bad) {
    return TestClients.fitting(
        (context, request) ->
            context.index() == BAD ? bad.fit(context, request) : TestClients.update());
  }

  /** All right but for client {@value #BAD}, which is made like that. */
  private static ClientFactory badCreate(ClientFactory bad) {
    ClientFactory good = TestClients.fitting((context, request) -> TestClients.update());
    return context -> (context.index() == BAD ? bad : good).create(context);
  }

  private static TestClients.Fit delta(Tensors delta) {
    return (context, request) -> new Update(delta, 1);
  }

  static Stream<Arguments> badClients() {
    return Stream.of(
        arguments(
            "throws", badFit(failing(new IOException("disk"))), "fit: java.io.IOException: disk"),
        arguments("asserts", badFit(failing(new AssertionError("no"))), "AssertionError: no"),
        arguments("lacks a class", badFit(failing(new NoClassDefFoundError("X"))), "X"),
        arguments("recurses", badFit((c, r) -> recurse(c, r)), "StackOverflowError"),
        arguments("says nothing", badFit(failing(new IllegalStateException())), "IllegalState"),
        arguments("cannot say what", badFit(failing(new Speechless())), "Speechless"),
        arguments("returns null", badFit((c, r) -> null), "fit returned null"),
        arguments(
            "is interrupted", badFit(failing(new InterruptedException())), "InterruptedException"),
        arguments("cannot be made", badCreate(c -> refuse()), "create: java.io.IOException: none"),
        arguments("is made null", badCreate(c -> null), "create returned null"));
  }

  static Stream<Arguments> badUpdates() {
    return Stream.of(
        arguments("other name", badFit(delta(Tensors.of("v", 1, 1))), "SHAPE_MISMATCH: "),
        arguments("other length", badFit(delta(Tensors.of("w", 1))), "SHAPE_MISMATCH: "),
        arguments("nothing", badFit(delta(Tensors.EMPTY)), "SHAPE_MISMATCH: "),
        arguments("NaN", badFit(delta(Tensors.of("w", Float.NaN, 1))), "NOT_FINITE: "),
        arguments("infinity", badFit(delta(Tensors.of("w", 1, 1f / 0))), "NOT_FINITE: "),
        arguments(
            "too many examples",
            badFit((c, r) -> new Update(Tensors.of("w", 9, 9), 1_000_001)),
            "TOO_MANY_EXAMPLES: "));
  }

  private static Arguments arguments(String name, ClientFactory clients, String cause) {
    return Arguments.of(name, clients, cause);
  }

  private static TestClients.Fit failing(Throwable thrown) {
    return (context, request) -> {
      if (thrown instanceof Error error) {
        throw error;
      }
      throw (Exception) thrown;
    };
  }

  private static Update recurse(ClientContext context, Object request) {
    return recurse(context, List.of(request));
  }

  private static Client refuse() throws IOException {
    throw new IOException("none");
  }

  /** Throws when asked what it is. */
  private static final class Speechless extends RuntimeException {
    private static final long serialVersionUID = 1;

    @Override
    public String getMessage() {
      throw new IllegalStateException("no message");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badClients")
  void a_client_whose_own_code_fails(String name, ClientFactory clients, String cause) {
    for (BenchmarkResult result : inBothForms(clients)) {
      assertOneBadClient(result, "CLIENT_ERROR", cause);
      assertThat(result.scenarios().get(0).rows("rejection")).isEmpty();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badUpdates")
  void a_client_whose_update_is_refused(String name, ClientFactory clients, String cause) {
    for (BenchmarkResult result : inBothForms(clients)) {
      assertOneBadClient(result, cause, "");
      List<Row> rejections = result.scenarios().get(0).rows("rejection");
      assertThat(rejections)
          .extracting(Row::values)
          .containsExactly(Map.of("cause", cause.replace(": ", ""), "count", (long) TURNS));
    }
  }

  private static List<BenchmarkResult> inBothForms(ClientFactory clients) {
    return List.of(builder(clients).rounds(TURNS).run(), builder(clients).passes(TURNS).run());
  }

  private static BenchmarkBuilder builder(ClientFactory clients) {
    return Benchmark.builder().clients(CLIENTS, clients).transport("inprocess").parallelism(2);
  }

  private static void assertOneBadClient(BenchmarkResult result, String start, String inCause) {
    assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(result.clientRows()).hasSize(CLIENTS * TURNS);
    for (ClientRow row : result.clientRows()) {
      if (row.index() == BAD) {
        assertThat(row.succeeded()).isFalse();
        assertThat(row.cause().orElseThrow()).startsWith(start).contains(inCause);
        assertThat(row.modelVersion()).isEmpty();
        assertThat(row.phases().total()).isPresent();
      } else {
        assertThat(row.cause()).isEmpty();
        assertThat(row.succeeded()).isTrue();
      }
    }
    assertThat(result.summary().successfulClients()).isEqualTo(CLIENTS - 1);
    assertThat(result.scenarios().get(0).metric(FederatedMetrics.TOTAL).orElseThrow().count())
        .as("averages are over accepted updates")
        .isEqualTo((CLIENTS - 1) * TURNS);
    result
        .scenarios()
        .get(0)
        .roundRows()
        .forEach(round -> assertThat(round.failed()).isEqualTo(TURNS * 1 / rounds(result)));
  }

  private static int rounds(BenchmarkResult result) {
    return result.scenarios().get(0).roundRows().size();
  }

  @Test
  void a_client_that_leaves_its_thread_interrupted_does_no_harm() {
    ClientFactory clients =
        badFit(
            (context, request) -> {
              Thread.currentThread().interrupt();
              return TestClients.update();
            });
    for (BenchmarkResult result : inBothForms(clients)) {
      assertThat(result.clientRows()).hasSize(CLIENTS * TURNS).allMatch(ClientRow::succeeded);
    }
  }

  @Test
  void clients_that_cannot_evaluate_are_left_out_of_the_mean_and_named_in_a_warning() {
    List<TestClients.Evaluate> bad =
        List.of(
            (context, model) -> {
              throw new IllegalStateException("no data");
            },
            (context, model) -> {
              throw new StackOverflowError();
            },
            (context, model) -> {
              throw new Speechless();
            },
            (context, model) -> {
              throw new InterruptedException();
            },
            (context, model) -> null);
    for (TestClients.Evaluate evaluate : bad) {
      BenchmarkResult result =
          builder(
                  TestClients.of(
                      (context, request) -> TestClients.update(),
                      (context, model) ->
                          context.index() == BAD
                              ? evaluate.evaluate(context, model)
                              : Optional.of(Evaluation.of(2, 0.5, 10))))
              .rounds(TURNS)
              .run();
      assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
      assertThat(result.clientRows()).hasSize(CLIENTS * TURNS).allMatch(ClientRow::succeeded);
      assertThat(result.scenarios().get(0).roundRows())
          .hasSize(TURNS)
          .allMatch(round -> round.evaluated() == 30 && round.loss().getAsDouble() == 2);
      assertThat(result.warnings())
          .singleElement()
          .asString()
          .contains("client 2 did not evaluate");
    }
  }

  @Test
  void an_evaluation_that_claims_too_many_examples_is_left_out_and_said_in_a_warning() {
    BenchmarkResult result =
        builder(
                TestClients.of(
                    (context, request) -> TestClients.update(),
                    (context, model) ->
                        Optional.of(Evaluation.of(2, 0.5, context.index() == BAD ? 101 : 100))))
            .maxExamples(100)
            .rounds(1)
            .run();
    assertThat(result.scenarios().get(0).roundRows().get(0).evaluated()).isEqualTo(300);
    assertThat(result.warnings()).singleElement().asString().contains("TOO_MANY_EXAMPLES");
  }

  @Test
  void a_client_that_does_not_close_is_a_warning() {
    BenchmarkResult result =
        builder(
                context ->
                    new TestClients.Scripted(
                        context, (c, r) -> TestClients.update(), (c, m) -> Optional.empty()) {
                      @Override
                      public void close() {
                        throw new AssertionError("stays open");
                      }
                    })
            .evaluate(false)
            .run();
    assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(result.warnings())
        .contains("a client did not close: java.lang.AssertionError: stays open");
  }

  @Test
  void too_few_clients_fail_the_run_with_the_reason() {
    ClientFactory clients =
        TestClients.fitting(
            (context, request) -> {
              if (context.index() > 0) {
                throw new IllegalStateException("lazy");
              }
              return TestClients.update();
            });
    BenchmarkResult rounds = builder(clients).rounds(2).minClients(2).run();
    assertThat(rounds.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(rounds.scenarios().get(0).reason())
        .contains("2 of 2 rounds had fewer than 2 updates in time");
    assertThat(rounds.clientRows()).hasSize(8);
    assertThat(rounds.scenarios().get(0).roundRows()).noneMatch(RoundRow::aggregated);
    BenchmarkResult passes = builder(clients).minClients(2).run();
    assertThat(passes.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(passes.scenarios().get(0).reason())
        .contains("the updates of only 1 clients were accepted; at least 2 are needed");
    assertThat(passes.clientRows()).hasSize(4);
  }

  @Test
  void a_run_in_which_every_client_fails_ends_and_says_so() {
    ClientFactory clients = TestClients.fitting((context, request) -> null);
    for (BenchmarkResult result : inBothForms(clients)) {
      assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
      assertThat(result.clientRows()).hasSize(CLIENTS * TURNS).noneMatch(ClientRow::succeeded);
      assertThat(result.summary().avgTotalTime()).isEmpty();
    }
  }

  // --- the initial model

  @Test
  void a_client_0_that_cannot_be_made_fails_alone_and_the_model_starts_at_zero() {
    ClientFactory good = TestClients.fitting((context, request) -> TestClients.update());
    for (ClientFactory bad : List.<ClientFactory>of(context -> refuse(), context -> null)) {
      BenchmarkResult result =
          builder(context -> (context.index() == 0 ? bad : good).create(context))
              .rounds(1)
              .evaluate(false)
              .run();
      assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
      assertThat(result.clientRows().stream().filter(ClientRow::succeeded)).hasSize(CLIENTS - 1);
      assertThat(result.warnings())
          .singleElement()
          .asString()
          .contains("client 0 could not be asked for the initial model");
    }
  }

  @Test
  void an_initial_model_that_cannot_be_had_fails_the_run() {
    BenchmarkResult thrown = builder(initialModel(true)).run();
    assertThat(thrown.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(thrown.scenarios().get(0).reason()).contains("no weights");
    BenchmarkResult nothing = builder(initialModel(false)).run();
    assertThat(nothing.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(nothing.scenarios().get(0).reason().orElseThrow())
        .contains("initialModel returned null");
  }

  private static ClientFactory initialModel(boolean throwing) {
    return context ->
        new TestClients.Scripted(
            context, (c, r) -> TestClients.update(), (c, m) -> Optional.empty()) {
          @Override
          public Optional<Tensors> initialModel() throws Exception {
            if (throwing) {
              throw new IOException("no weights");
            }
            return null;
          }
        };
  }
}
