package dev.fedbench.core.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.Benchmark;
import dev.fedbench.BenchmarkBuilder;
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
import dev.fedbench.result.ScenarioResult;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** More clients than a run keeps objects or rows of. */
@Timeout(300)
class ManyClientsTest {

  @ParameterizedTest
  @CsvSource({"10000, false", "10001, true"})
  void beyond_a_bound_each_turn_gets_a_client_of_its_own_and_closes_it(
      int clients, boolean ephemeral) {
    AtomicInteger created = new AtomicInteger();
    AtomicInteger closed = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    ClientFactory factory =
        context -> {
          most.accumulateAndGet(created.incrementAndGet() - closed.get(), Math::max);
          return new TestClients.Scripted(
              context,
              (c, r) -> TestClients.update(),
              (c, m) -> Optional.of(Evaluation.of(1, 1, 1))) {
            @Override
            public void close() {
              closed.incrementAndGet();
            }
          };
        };
    BenchmarkResult result =
        Benchmark.builder()
            .clients(clients, factory)
            .rounds(1)
            .signatures(false)
            .parallelism(4)
            .transport("inprocess")
            .run();
    assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
    int turns = ephemeral ? 2 * clients : clients; // fitting and evaluating
    assertThat(created.get()).isEqualTo(turns + 1); // and the one that names the model
    assertThat(closed.get()).isEqualTo(created.get());
    if (ephemeral) {
      assertThat(most.get()).as("alive at once").isLessThanOrEqualTo(4 + 1);
    }
    RoundRow round = result.scenarios().get(0).roundRows().get(0);
    assertThat(round.accepted()).isEqualTo(clients);
    assertThat(round.evaluated()).isEqualTo(clients);
    assertRowsAreBounded(result, clients);
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void a_hundred_thousand_clients_are_counted_exactly(boolean synchronous) {
    int clients = 100_000;
    BenchmarkBuilder builder =
        Benchmark.builder().clients(clients).noProofs().signatures(false).transport("inprocess");
    BenchmarkResult result =
        (synchronous ? builder.rounds(1) : builder.aggregateEvery(1_000)).run();
    assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
    ScenarioResult scenario = result.scenarios().get(0);
    assertThat(result.summary().clients()).isEqualTo(clients);
    assertThat(result.summary().successfulClients()).isEqualTo(clients);
    assertThat(result.summary().aggregatedUpdates()).isEqualTo(synchronous ? 1 : 100);
    assertThat(scenario.metric(FederatedMetrics.ACCEPTED_UPDATES).orElseThrow().sum())
        .isEqualTo(clients);
    assertThat(scenario.metric(FederatedMetrics.FAILED_UPDATES).orElseThrow().sum()).isZero();
    assertThat(scenario.metric(FederatedMetrics.TOTAL).orElseThrow().count()).isEqualTo(clients);
    RoundRow round = scenario.roundRows().get(0);
    assertThat(round.selected()).isEqualTo(clients);
    assertThat(round.accepted()).isEqualTo(clients);
    assertThat(round.modelVersion()).isEqualTo(synchronous ? 2 : 101);
    assertThat(submissions(scenario)).isEqualTo(clients);
    assertRowsAreBounded(result, clients);
  }

  private static void assertRowsAreBounded(BenchmarkResult result, int clients) {
    ScenarioResult scenario = result.scenarios().get(0);
    int rounds = scenario.roundRows().size();
    int traffic = scenario.rows("traffic").size();
    assertThat(rounds).isEqualTo(1);
    assertThat(traffic).isPositive();
    assertThat(scenario.rows()).hasSize(BenchmarkResult.MAX_ROWS);
    assertThat(scenario.rowsOmitted())
        .isEqualTo(clients + rounds + traffic - BenchmarkResult.MAX_ROWS);
    assertThat(scenario.clientRows()).allMatch(ClientRow::succeeded);
  }

  private static long submissions(ScenarioResult scenario) {
    return scenario.rows("traffic").stream()
        .map(Row::values)
        .filter(row -> row.get("side").equals("coordinator"))
        .filter(row -> row.get("name").equals("submit") && row.get("kind").equals("function"))
        .mapToLong(row -> (Long) row.get("messages"))
        .sum();
  }

  @Test
  @Tag("slow")
  void a_million_clients_are_counted_exactly_and_need_no_million_objects() {
    int clients = 1_000_000;
    ClientFactory factory =
        TestClients.fitting(
            (context, request) -> new Update(Tensors.of("w", context.index(), 1), 1));
    BenchmarkResult result =
        Benchmark.builder()
            .clients(clients, factory)
            .rounds(1)
            .evaluate(false)
            .signatures(false)
            .transport("inprocess")
            .run();
    assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(result.summary().successfulClients()).isEqualTo(clients);
    assertThat(submissions(result.scenarios().get(0))).isEqualTo(clients);
    assertRowsAreBounded(result, clients);
  }

  @Test
  @Tag("slow")
  void twenty_thousand_clients_sign() {
    BenchmarkResult result =
        Benchmark.builder().clients(20_000).noProofs().rounds(1).transport("inprocess").run();
    assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(result.summary().successfulClients()).isEqualTo(20_000);
  }
}
