package dev.fedbench.core.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.Benchmark;
import dev.fedbench.BenchmarkBuilder;
import dev.fedbench.BenchmarkHandle;
import dev.fedbench.core.fl.FedAvg;
import dev.fedbench.core.fl.coordinator.Coordinator;
import dev.fedbench.core.fl.coordinator.CoordinatorObserver;
import dev.fedbench.core.fl.coordinator.CoordinatorPolicy;
import dev.fedbench.core.fl.identity.ClientKey;
import dev.fedbench.core.fl.identity.EnrolmentFile;
import dev.fedbench.core.fl.identity.KeyFiles;
import dev.fedbench.core.fl.wire.Method;
import dev.fedbench.core.transport.InProcessTransport;
import dev.fedbench.fl.Connections;
import dev.fedbench.fl.RoundPolicy;
import dev.fedbench.fl.Tensors;
import dev.fedbench.metric.FederatedMetrics;
import dev.fedbench.metric.Metric;
import dev.fedbench.result.BenchmarkResult;
import dev.fedbench.result.ClientRow;
import dev.fedbench.result.Outcome;
import dev.fedbench.result.RoundRow;
import dev.fedbench.rpc.ClientOptions;
import dev.fedbench.rpc.RpcException;
import dev.fedbench.rpc.RpcRequest;
import dev.fedbench.rpc.RpcResponse;
import dev.fedbench.rpc.RpcServer;
import dev.fedbench.rpc.ServerOptions;
import dev.fedbench.rpc.TopicListener;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Clients and coordinators that cannot be reached, answer late, disappear, or are somewhere else.
 */
@Timeout(120)
class ConnectionsTest {

  private static final Duration SOON = Duration.ofSeconds(30); // the deadline is 60 s

  private static BenchmarkBuilder builder(BentTransport transport) {
    return Benchmark.builder()
        .clients(4)
        .noProofs()
        .connections(Connections.PER_CLIENT)
        .parallelism(4)
        .transport(transport);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_client_that_cannot_connect_tries_again_and_then_fails_alone(boolean synchronous) {
    AtomicInteger attempts = new AtomicInteger();
    BentTransport transport =
        new BentTransport() {
          @Override
          void connecting(ClientOptions options) throws IOException {
            if (options.name().equals("fedbench-client-2")) {
              attempts.incrementAndGet();
              throw new IOException("no route to host");
            }
          }
        };
    BenchmarkBuilder builder = builder(transport);
    BenchmarkResult result = (synchronous ? builder.rounds(2) : builder.passes(2)).run();
    assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(attempts.get()).isEqualTo(4);
    assertThat(retries(result)).isEqualTo(3);
    assertThat(result.clientRows().stream().filter(row -> row.index() == 2))
        .singleElement()
        .satisfies(row -> assertThat(row.cause()).contains("UNAVAILABLE: no route to host"));
    assertThat(result.clientRows().stream().filter(row -> row.index() != 2))
        .hasSize(6)
        .allMatch(ClientRow::succeeded);
  }

  @Test
  void a_client_that_connects_in_the_end_takes_part_and_its_retries_are_counted() {
    Map<String, AtomicInteger> attempts = new ConcurrentHashMap<>();
    BentTransport transport =
        new BentTransport() {
          @Override
          void connecting(ClientOptions options) throws IOException {
            int attempt =
                attempts
                    .computeIfAbsent(options.name(), name -> new AtomicInteger())
                    .incrementAndGet();
            if (options.name().endsWith("-1") && attempt <= 2) {
              throw new IOException("not yet");
            }
          }

          @Override
          CompletableFuture<RpcResponse> calling(
              ClientOptions options, RpcRequest request, Call call) {
            if (options.name().endsWith("-3") && request.method().equals(Method.JOIN)) {
              if (attempts.get(options.name()).getAndIncrement() == 1) {
                return CompletableFuture.failedFuture(
                    new RpcException(RpcException.Reason.TIMEOUT, "lost"));
              }
            }
            return call.make();
          }
        };
    BenchmarkResult result = builder(transport).rounds(2).run();
    assertThat(result.clientRows()).hasSize(8).allMatch(ClientRow::succeeded);
    assertThat(retries(result)).isEqualTo(2 + 1);
  }

  @Test
  void a_transport_that_breaks_is_one_clients_failure_and_not_retried() {
    BentTransport transport =
        new BentTransport() {
          @Override
          void connecting(ClientOptions options) {
            if (options.name().equals("fedbench-client-0")) {
              throw new IllegalStateException("broken transport");
            }
          }
        };
    BenchmarkResult result = builder(transport).rounds(1).run();
    assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(retries(result)).isZero();
    assertThat(result.clientRows()).hasSize(4);
    assertThat(result.clientRows().stream().filter(row -> !row.succeeded()))
        .singleElement()
        .satisfies(
            row ->
                assertThat(row.cause().orElseThrow())
                    .startsWith("COORDINATOR_ERROR: ")
                    .contains("broken transport"));
  }

  @Test
  void a_run_whose_shared_connection_cannot_be_made_fails_with_the_reason() {
    BentTransport transport =
        new BentTransport() {
          @Override
          void connecting(ClientOptions options) throws IOException {
            if (options.name().equals("fedbench-clients")) {
              throw new IOException("no route to host");
            }
          }
        };
    BenchmarkResult result = builder(transport).connections(Connections.SHARED).run();
    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(result.scenarios().get(0).reason()).contains("no route to host");
  }

  /** The last to join is told of the first round before it has the answer to its joining. */
  @ParameterizedTest
  @EnumSource(
      value = Connections.class,
      names = {"PER_CLIENT", "SHARED"})
  void a_round_that_is_announced_before_a_client_knows_that_it_has_joined_is_not_missed(
      Connections connections) {
    BentTransport transport =
        new BentTransport() {
          @Override
          CompletableFuture<RpcResponse> calling(
              ClientOptions options, RpcRequest request, Call call) {
            return request.method().equals(Method.JOIN) ? late(call.make()) : call.make();
          }
        };
    long start = System.nanoTime();
    BenchmarkResult result = builder(transport).connections(connections).rounds(2).run();
    assertThat(result.clientRows()).hasSize(8).allMatch(ClientRow::succeeded);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
  }

  /** The last to submit is told of the next round before it has the answer to its submission. */
  @ParameterizedTest
  @EnumSource(
      value = Connections.class,
      names = {"PER_CLIENT", "SHARED"})
  void a_round_that_is_announced_before_an_update_is_answered_is_not_missed(
      Connections connections) {
    BentTransport transport =
        new BentTransport() {
          @Override
          CompletableFuture<RpcResponse> calling(
              ClientOptions options, RpcRequest request, Call call) {
            return request.method().equals(Method.SUBMIT) ? late(call.make()) : call.make();
          }
        };
    BenchmarkResult result = builder(transport).connections(connections).rounds(4).run();
    assertThat(result.clientRows()).hasSize(16).allMatch(ClientRow::succeeded);
    assertThat(result.scenarios().get(0).roundRows()).allMatch(round -> round.accepted() == 4);
  }

  private static <T> CompletableFuture<T> late(CompletableFuture<T> answer) {
    return answer.thenApplyAsync(
        value -> value, CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS));
  }

  @Test
  void a_submission_without_an_answer_fails_that_client_by_its_cause() {
    BentTransport transport =
        new BentTransport() {
          @Override
          CompletableFuture<RpcResponse> calling(
              ClientOptions options, RpcRequest request, Call call) {
            if (!request.method().equals(Method.SUBMIT)) {
              return call.make();
            }
            return switch (options.name()) {
              case "fedbench-client-0" ->
                  failed(new RpcException(RpcException.Reason.TIMEOUT, "no answer"));
              case "fedbench-client-1" ->
                  failed(new RpcException(RpcException.Reason.TOO_LARGE, "too much"));
              case "fedbench-client-2" ->
                  CompletableFuture.completedFuture(RpcResponse.error("internal error"));
              default -> call.make();
            };
          }
        };
    BenchmarkResult result = builder(transport).rounds(1).run();
    assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
    Map<Integer, String> causes = new TreeMap<>();
    result.clientRows().forEach(row -> causes.put(row.index(), row.cause().orElse("")));
    assertThat(causes)
        .containsEntry(0, "TIMEOUT: no answer")
        .containsEntry(1, "COORDINATOR_ERROR: too much")
        .containsEntry(2, "COORDINATOR_ERROR: internal error")
        .containsEntry(3, "");
    assertThat(result.scenarios().get(0).roundRows().get(0).accepted()).isEqualTo(1);
  }

  @Test
  void a_client_that_loses_the_coordinator_in_the_middle_fails_alone() {
    BentTransport transport =
        new BentTransport() {
          @Override
          TopicListener subscribing(ClientOptions options, TopicListener listener) {
            if (!options.name().equals("fedbench-client-1")) {
              return listener;
            }
            return (version, body) ->
                listener.onLost(new RpcException(RpcException.Reason.UNAVAILABLE, "cable cut"));
          }
        };
    BenchmarkResult result = builder(transport).rounds(3).deadline(Duration.ofSeconds(1)).run();
    assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(result.warnings()).containsExactly("the coordinator was lost: cable cut");
    assertThat(result.clientRows().stream().filter(row -> row.index() == 1))
        .singleElement()
        .satisfies(row -> assertThat(row.cause()).contains("UNAVAILABLE: cable cut"));
    assertThat(result.clientRows().stream().filter(row -> row.index() != 1))
        .hasSize(9)
        .allMatch(ClientRow::succeeded);
    assertThat(result.scenarios().get(0).roundRows())
        .extracting(RoundRow::selected)
        .containsExactly(4, 3, 3);
  }

  private static CompletableFuture<RpcResponse> failed(RpcException cause) {
    return CompletableFuture.failedFuture(cause);
  }

  // --- arriving

  @Test
  void clients_arrive_in_batches_a_pause_apart() {
    Map<String, Long> joined = new ConcurrentHashMap<>();
    BentTransport transport =
        new BentTransport() {
          @Override
          CompletableFuture<RpcResponse> calling(
              ClientOptions options, RpcRequest request, Call call) {
            if (request.method().equals(Method.JOIN)) {
              joined.put(options.name(), System.nanoTime());
            }
            return call.make();
          }
        };
    long start = System.nanoTime();
    BenchmarkResult result =
        builder(transport).clients(6).noProofs().rampUp(2, Duration.ofMillis(200)).rounds(1).run();
    assertThat(result.clientRows()).hasSize(6).allMatch(ClientRow::succeeded);
    for (int slot = 0; slot < 6; slot++) {
      long since = joined.get("fedbench-client-" + slot) - start;
      assertThat(since).isGreaterThanOrEqualTo(slot / 2 * 200_000_000L);
    }
    assertThat(result.config()).containsEntry("rampUpBatch", 2L).containsEntry("rampUpPause", 0.2);
  }

  // --- a coordinator that disappears

  @ParameterizedTest
  @EnumSource(
      value = Connections.class,
      names = {"PER_CLIENT", "SHARED"})
  void a_coordinator_that_disappears_fails_the_run_with_a_complete_report(Connections connections)
      throws Exception {
    for (boolean synchronous : new boolean[] {true, false}) {
      BentTransport transport = new BentTransport();
      CountDownLatch atWork = new CountDownLatch(2);
      CountDownLatch gone = new CountDownLatch(1);
      BenchmarkBuilder builder =
          Benchmark.builder()
              .clients(
                  4,
                  TestClients.fitting(
                      (context, request) -> {
                        if (request.round() == 2) {
                          atWork.countDown();
                          gone.await();
                        }
                        return TestClients.update();
                      }))
              .connections(connections)
              .parallelism(2)
              .transport(transport);
      BenchmarkHandle handle =
          (synchronous ? builder.rounds(3) : builder.passes(3).aggregateEvery(1)).start();
      atWork.await();
      long start = System.nanoTime();
      transport.servers.forEach(RpcServer::close);
      gone.countDown();
      BenchmarkResult result = handle.result();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
      assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
      assertThat(result.scenarios().get(0).reason().orElseThrow())
          .contains("the coordinator was lost")
          .contains("is closed");
      assertThat(result.clientRows().stream().filter(ClientRow::succeeded)).isNotEmpty();
      List<ClientRow> failed =
          result.clientRows().stream().filter(row -> !row.succeeded()).toList();
      assertThat(failed)
          .hasSizeGreaterThanOrEqualTo(2)
          .allSatisfy(row -> assertThat(row.cause().orElseThrow()).startsWith("UNAVAILABLE: "));
      assertThat(result.scenarios().get(0).rows("traffic")).isNotEmpty();
      assertThat(result.summary().clients()).isEqualTo(4);
      assertThat(result.clientRows().stream().map(ClientRow::index).distinct())
          .as("each client has a row")
          .hasSize(4);
    }
  }

  // --- a coordinator that is somewhere else

  @TempDir Path directory;

  @Test
  void an_external_coordinator_is_used_with_the_clients_own_keys() throws Exception {
    EnrolmentFile enrolment = enrol("alice", "bob", "carol");
    try (Coordinator coordinator = coordinator(enrolment, 2, Duration.ofSeconds(60))) {
      BenchmarkResult result = external(coordinator.endpoint(), 3).run();
      assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
      assertThat(result.clientRows())
          .hasSize(6)
          .allMatch(ClientRow::succeeded)
          .extracting(ClientRow::client)
          .containsOnly("alice", "bob", "carol");
      assertThat(result.scenarios().get(0).roundRows())
          .extracting(RoundRow::round)
          .containsExactly(1, 2);
      assertThat(result.scenarios().get(0).metric(FederatedMetrics.ROUND).orElseThrow().count())
          .isEqualTo(2);
      assertThat(coordinator.awaitEnd(SOON)).contains("");
    }
  }

  @Test
  void an_external_coordinator_that_is_closed_ends_the_run_with_its_reason() throws Exception {
    EnrolmentFile enrolment = enrol("alice", "bob");
    Coordinator coordinator = coordinator(enrolment, 1_000_000, Duration.ofSeconds(60));
    BenchmarkHandle handle = external(coordinator.endpoint(), 2).start();
    TestClients.until("rounds go by", () -> coordinator.report().rounds().size() > 3);
    coordinator.close();
    BenchmarkResult result = handle.result();
    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(result.scenarios().get(0).reason().orElseThrow())
        .containsAnyOf("the coordinator was closed", "the coordinator was lost");
    assertThat(result.clientRows().stream().filter(ClientRow::succeeded)).isNotEmpty();
  }

  @Test
  void clients_with_the_wrong_keys_do_not_get_in() throws Exception {
    EnrolmentFile enrolment = enrol("alice", "bob");
    Files.delete(directory.resolve("bob.pem"));
    KeyFiles.write(directory, "bob", ClientKey.generate(new SecureRandom()));
    try (Coordinator coordinator = coordinator(enrolment, 1, Duration.ofMillis(500))) {
      BenchmarkResult result = external(coordinator.endpoint(), 2).run();
      assertThat(result.clientRows().stream().filter(row -> row.client().equals("bob")))
          .singleElement()
          .satisfies(row -> assertThat(row.cause().orElseThrow()).startsWith("BAD_SIGNATURE: "));
      assertThat(result.clientRows().stream().filter(row -> row.client().equals("alice")))
          .singleElement()
          .satisfies(row -> assertThat(row.cause()).isEmpty());
    }
  }

  @Test
  void where_there_is_no_coordinator_the_run_fails_and_says_where() {
    URI nowhere = URI.create("inprocess://nowhere:9");
    BenchmarkResult result =
        Benchmark.builder().clients(2).coordinatorUrl(nowhere).transport("inprocess").run();
    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(result.scenarios().get(0).reason().orElseThrow()).contains("inprocess://nowhere:9");
  }

  private BenchmarkBuilder external(URI endpoint, int clients) {
    return Benchmark.builder()
        .clients(clients)
        .coordinatorUrl(endpoint)
        .clientKeys(directory)
        .transport("inprocess");
  }

  private EnrolmentFile enrol(String... ids) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String id : ids) {
      ClientKey key = ClientKey.generate(new SecureRandom());
      KeyFiles.write(directory, id, key);
      lines.add(EnrolmentFile.line(id, key.publicKey(), 100));
    }
    return EnrolmentFile.read(Files.write(directory.resolve("clients"), lines));
  }

  private static Coordinator coordinator(EnrolmentFile enrolment, int rounds, Duration joinTimeout)
      throws IOException {
    InProcessTransport transport = new InProcessTransport();
    return Coordinator.start(
        transport,
        transport.address("elsewhere", 0),
        ServerOptions.defaults(),
        new CoordinatorPolicy(
            new RoundPolicy.Synchronous(rounds, 1, Duration.ofSeconds(60), 1),
            new FedAvg(),
            false,
            true,
            Optional.empty(),
            joinTimeout,
            false,
            42),
        enrolment,
        Optional.<Tensors>empty(),
        new CoordinatorObserver() {
          @Override
          public void sample(Metric metric, double value) {}

          @Override
          public void round(RoundRow row) {}
        });
  }

  private static long retries(BenchmarkResult result) {
    return Math.round(
        result.scenarios().get(0).metric(FederatedMetrics.RETRIES).orElseThrow().sum());
  }
}
