package dev.fedbench.core.fl.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.core.fl.FedAvg;
import dev.fedbench.core.fl.identity.NumberedEnrolment;
import dev.fedbench.core.fl.wire.Info;
import dev.fedbench.core.fl.wire.Join;
import dev.fedbench.core.fl.wire.Member;
import dev.fedbench.core.fl.wire.Method;
import dev.fedbench.core.fl.wire.Receipt;
import dev.fedbench.core.transport.InProcessTransport;
import dev.fedbench.fl.RoundPolicy;
import dev.fedbench.fl.Tensors;
import dev.fedbench.metric.Metric;
import dev.fedbench.result.RoundRow;
import dev.fedbench.rpc.ClientOptions;
import dev.fedbench.rpc.MessageKind;
import dev.fedbench.rpc.RpcClient;
import dev.fedbench.rpc.RpcHandler;
import dev.fedbench.rpc.RpcRequest;
import dev.fedbench.rpc.RpcResponse;
import dev.fedbench.rpc.RpcServer;
import dev.fedbench.rpc.ServerOptions;
import dev.fedbench.rpc.Transport;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A coordinator over a transport, with real time and many threads. */
@Timeout(60)
class CoordinatorTest {

  private static final Transport TRANSPORT = new InProcessTransport();
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final CoordinatorObserver NOBODY =
      new CoordinatorObserver() {
        @Override
        public void sample(Metric metric, double value) {}

        @Override
        public void round(RoundRow row) {}
      };

  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void end_threads() {
    threads.shutdownNow();
  }

  @Test
  void it_answers_until_it_is_closed() throws Exception {
    Coordinator coordinator = start(TRANSPORT, synchronous(Duration.ofSeconds(60)), 2);
    try (RpcClient client = TRANSPORT.connect(coordinator.endpoint(), ClientOptions.defaults())) {
      assertThat(info(client).finished()).isFalse();
      assertThat(coordinator.awaitEnd(Duration.ofMillis(1))).isEmpty();
      coordinator.close();
      coordinator.close();
      assertThat(coordinator.awaitEnd(PATIENCE)).contains("the coordinator was closed");
      assertThatThrownBy(() -> info(client)).hasStackTraceContaining("is closed");
    }
    assertThatThrownBy(() -> TRANSPORT.connect(coordinator.endpoint(), ClientOptions.defaults()))
        .isInstanceOf(IOException.class);
  }

  @Test
  void a_deadline_is_noticed_without_any_call() throws Exception {
    try (Coordinator coordinator = start(TRANSPORT, synchronous(Duration.ofMillis(50)), 1);
        RpcClient client = TRANSPORT.connect(coordinator.endpoint(), ClientOptions.defaults())) {
      join(client, 0);
      assertThat(coordinator.awaitEnd(PATIENCE))
          .contains("1 of 1 rounds had fewer than 1 updates in time");
    }
  }

  @Test
  void an_address_in_use_is_a_clear_error_and_leaves_nothing_behind() throws Exception {
    try (Coordinator first = start(TRANSPORT, synchronous(PATIENCE), 1)) {
      assertThatThrownBy(
              () ->
                  Coordinator.start(
                      TRANSPORT,
                      first.endpoint(),
                      ServerOptions.defaults(),
                      policy(synchronous(PATIENCE)),
                      NumberedEnrolment.unsigned(1, 1),
                      Optional.empty(),
                      NOBODY))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(first.endpoint().toString());
    }
  }

  /** A call that comes while the server is bound and the run not yet open waits for it. */
  @Test
  void a_call_that_comes_before_it_is_open_is_answered() throws Exception {
    List<Future<RpcResponse>> early = new ArrayList<>();
    Transport eager =
        new Transport() {
          @Override
          public String name() {
            return "inprocess";
          }

          @Override
          public RpcServer serve(URI bind, RpcHandler handler, ServerOptions options)
              throws IOException {
            RpcServer server = TRANSPORT.serve(bind, handler, options);
            for (int i = 0; i < 3; i++) {
              int index = i;
              early.add(
                  threads.submit(
                      () -> {
                        try (RpcClient client =
                            connect(server.endpoint(), ClientOptions.defaults())) {
                          return tryToJoin(client, index);
                        }
                      }));
            }
            sleep(100); // they have come, or they come later: right in both cases
            return server;
          }

          @Override
          public RpcClient connect(URI endpoint, ClientOptions options) throws IOException {
            return TRANSPORT.connect(endpoint, options);
          }
        };
    try (Coordinator coordinator = start(eager, synchronous(PATIENCE), 3)) {
      for (Future<RpcResponse> each : early) {
        RpcResponse response = each.get(30, TimeUnit.SECONDS);
        assertThat(response.kind()).as(response.text()).isEqualTo(MessageKind.RESULT);
      }
      assertThat(coordinator.awaitEnd(Duration.ZERO)).isEmpty();
    }
  }

  @Test
  void of_concurrent_duplicates_exactly_one_is_accepted() throws Exception {
    for (int repeat = 0; repeat < 30; repeat++) {
      Rig rig = Rig.synchronous(1, 1, 1, 2).signed().joined(); // checks take a while
      ByteBuffer message = rig.client(0).update(3, 5).encode();
      int copies = 3;
      CyclicBarrier start = new CyclicBarrier(copies);
      List<RpcResponse> responses =
          all(
              copies,
              i ->
                  () -> {
                    start.await();
                    return rig.call(Method.SUBMIT, message.duplicate());
                  });
      assertThat(responses.stream().filter(r -> r.kind() == MessageKind.RESULT)).hasSize(1);
      assertThat(rig.rejections()).containsExactly(Map.entry("DUPLICATE", copies - 1L));
      assertThat(rig.run.report().pending()).isEqualTo(1);
      Rig.accepted(rig.client(1).update(1, 1).send());
      assertThat(rig.model()).containsExactly(2f, 3f);
    }
  }

  /** Clients at once: receipts, versions and the rest add up as if one had come after the other. */
  @Test
  void concurrent_passes_add_up() throws Exception {
    int clients = 8;
    int passes = 25;
    int every = 3;
    RoundPolicy.Asynchronous policy =
        new RoundPolicy.Asynchronous(passes, 1, PATIENCE, every, OptionalInt.empty());
    Rig rig = Rig.asynchronous(policy, clients).joined();
    List<List<Receipt>> receipts =
        all(
            clients,
            i ->
                () -> {
                  List<Receipt> own = new ArrayList<>();
                  for (int pass = 0; pass < passes; pass++) {
                    own.add(rig.client(i).pass(1, -1));
                  }
                  return own;
                });
    assertThat(rig.end()).contains("");
    int updates = clients * passes;
    long aggregations = updates / every;
    assertThat(rig.version()).isEqualTo(1 + aggregations);
    assertThat(rig.run.report().pending()).isEqualTo(updates % every);
    assertThat(rig.model()).containsExactly((float) aggregations, (float) -aggregations);
    List<Receipt> all = receipts.stream().flatMap(List::stream).toList();
    assertThat(all.stream().filter(Receipt::aggregated).map(Receipt::modelVersion))
        .as("each version was triggered by one submission, which was told so")
        .hasSize((int) aggregations)
        .doesNotHaveDuplicates();
    for (long version = 1; version <= aggregations; version++) {
      long of = version;
      assertThat(all.stream().filter(r -> !r.aggregated() && r.modelVersion() == of))
          .as("updates accepted at version %d before the one that ends it", version)
          .hasSize(every - 1);
    }
    receipts.forEach(own -> assertThat(own).extracting(Receipt::modelVersion).isSorted());
  }

  @Test
  void concurrent_first_updates_agree_on_one_layout() throws Exception {
    for (int repeat = 0; repeat < 20; repeat++) {
      Rig rig = Rig.synchronous(1, 1, 1, 4).model(Optional.empty()).joined();
      CyclicBarrier start = new CyclicBarrier(4);
      List<RpcResponse> responses =
          all(
              4,
              i ->
                  () -> {
                    ByteBuffer body =
                        rig.client(i).update(Tensors.of(i % 2 == 0 ? "a" : "b", 1, 2)).encode();
                    start.await();
                    return rig.call(Method.SUBMIT, body);
                  });
      assertThat(responses.stream().filter(r -> r.kind() == MessageKind.RESULT)).hasSize(2);
      assertThat(rig.rejections()).containsExactly(Map.entry("SHAPE_MISMATCH", 2L));
    }
  }

  private interface Task<T> {
    Callable<T> of(int index);
  }

  private <T> List<T> all(int count, Task<T> task) throws Exception {
    List<Future<T>> futures = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      futures.add(threads.submit(task.of(i)));
    }
    List<T> results = new ArrayList<>();
    for (Future<T> future : futures) {
      results.add(future.get(30, TimeUnit.SECONDS));
    }
    return results;
  }

  private static RoundPolicy synchronous(Duration deadline) {
    return new RoundPolicy.Synchronous(1, 1, deadline, 1);
  }

  private static CoordinatorPolicy policy(RoundPolicy rounds) {
    return new CoordinatorPolicy(
        rounds, new FedAvg(), false, false, Optional.empty(), PATIENCE, false, 1);
  }

  private static Coordinator start(Transport transport, RoundPolicy rounds, int clients)
      throws IOException {
    return Coordinator.start(
        transport,
        TRANSPORT.address("coordinator", 0),
        ServerOptions.defaults(),
        policy(rounds),
        NumberedEnrolment.unsigned(clients, 10),
        Optional.of(Tensors.of("w", 0, 0)),
        NOBODY);
  }

  private static Info info(RpcClient client) throws Exception {
    return Info.decode(call(client, Method.INFO, ByteBuffer.allocate(0)).body());
  }

  private static Member join(RpcClient client, int index) throws Exception {
    return Member.decode(tryToJoin(client, index).body());
  }

  private static RpcResponse tryToJoin(RpcClient client, int index) throws Exception {
    return call(client, Method.JOIN, new Join("" + index, new byte[0]).encode());
  }

  private static RpcResponse call(RpcClient client, String method, ByteBuffer body)
      throws Exception {
    CompletableFuture<RpcResponse> answer = client.call(RpcRequest.of(method, body), PATIENCE);
    return answer.get(30, TimeUnit.SECONDS);
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
