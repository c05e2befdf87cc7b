package dev.fedbench.core.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.Benchmark;
import dev.fedbench.fl.ClientFactory;
import dev.fedbench.fl.Connections;
import dev.fedbench.result.BenchmarkResult;
import dev.fedbench.result.ClientRow;
import dev.fedbench.result.Outcome;
import dev.fedbench.result.RoundRow;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that take longer than a round. */
@Timeout(120)
class StragglerTest {

  @ParameterizedTest
  @EnumSource(
      value = Connections.class,
      names = {"PER_CLIENT", "SHARED"})
  void a_client_that_never_answers_holds_up_one_round_and_no_more(Connections connections)
      throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    ClientFactory clients =
        TestClients.fitting(
            (context, request) -> {
              if (context.index() == 1) {
                try {
                  never.await();
                } catch (InterruptedException e) {
                  interrupted.set(true);
                  throw e;
                }
              }
              return TestClients.update();
            });
    BenchmarkResult result =
        Benchmark.builder()
            .clients(3, clients)
            .rounds(4)
            .deadline(Duration.ofSeconds(1))
            .connections(connections)
            .evaluate(false)
            .parallelism(3)
            .transport("inprocess")
            .run();
    assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
    List<RoundRow> rounds = result.scenarios().get(0).roundRows();
    assertThat(rounds).hasSize(4).allMatch(RoundRow::aggregated);
    assertThat(rounds.get(0).selected()).isEqualTo(3);
    assertThat(rounds.get(0).duration()).isGreaterThanOrEqualTo(1.0);
    List<ClientRow> stuck = result.clientRows().stream().filter(row -> row.index() == 1).toList();
    ClientRow first = stuck.stream().filter(row -> row.round() == 1).findFirst().orElseThrow();
    assertThat(first.cause())
        .contains("LATE: not done when its round was over, 1000 ms after it began");
    assertThat(first.phases().total().orElseThrow()).isGreaterThanOrEqualTo(1.0);
    assertThat(stuck.stream().filter(row -> row != first))
        .allSatisfy(row -> assertThat(row.cause().orElseThrow()).startsWith("BUSY: "));
    assertThat(result.clientRows().stream().filter(row -> row.index() != 1))
        .allMatch(ClientRow::succeeded);
    TestClients.until("the straggler was told to stop", interrupted::get);
  }

  @Test
  void a_client_that_answers_late_is_refused_and_takes_part_again() throws Exception {
    CountDownLatch secondRound = new CountDownLatch(1);
    ClientFactory clients =
        TestClients.fitting(
            (context, request) -> {
              if (request.round() >= 2 && context.index() == 0) {
                secondRound.countDown();
                Thread.sleep(50); // so that there is time left in this round for the late one
              }
              if (request.round() == 1 && context.index() == 1) {
                secondRound.await();
              }
              return TestClients.update();
            });
    BenchmarkResult result =
        Benchmark.builder()
            .clients(2, clients)
            .rounds(10)
            .deadline(Duration.ofSeconds(1))
            .connections(Connections.SHARED)
            .evaluate(false)
            .parallelism(2)
            .transport("inprocess")
            .run();
    List<ClientRow> late = result.clientRows().stream().filter(row -> row.index() == 1).toList();
    ClientRow first = late.stream().filter(row -> row.round() == 1).findFirst().orElseThrow();
    assertThat(first.cause().orElseThrow()).startsWith("LATE: ");
    assertThat(first.phases().submission()).isPresent();
    assertThat(late.stream().filter(ClientRow::succeeded)).as("it came back").isNotEmpty();
    assertThat(late.stream().map(ClientRow::round).collect(Collectors.toSet()))
        .as("no round twice")
        .hasSameSizeAs(late);
  }

  @Test
  void a_pass_that_takes_too_long_is_refused_and_the_next_one_counts() {
    ClientFactory clients =
        TestClients.fitting(
            (context, request) -> {
              if (request.round() == 1 && context.index() == 0) {
                Thread.sleep(1_000);
              }
              return TestClients.update();
            });
    BenchmarkResult result =
        Benchmark.builder()
            .clients(2, clients)
            .passes(2)
            .deadline(Duration.ofMillis(700))
            .evaluate(false)
            .transport("inprocess")
            .run();
    ClientRow slow =
        result.clientRows().stream()
            .filter(row -> row.index() == 0 && row.round() == 1)
            .findFirst()
            .orElseThrow();
    // FINISHED where this machine is so slow that even the time to come back is over.
    assertThat(slow.cause().orElseThrow()).containsPattern("^(LATE|FINISHED): ");
    assertThat(result.clientRows().stream().filter(row -> row.index() == 0 && row.round() == 2))
        .allMatch(row -> row.succeeded() || row.cause().orElseThrow().startsWith("FINISHED"));
  }
}
