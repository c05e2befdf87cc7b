package dev.fedbench.benchmarks;

import dev.fedbench.core.fl.FedAvg;
import dev.fedbench.core.fl.coordinator.Coordinator;
import dev.fedbench.core.fl.coordinator.CoordinatorObserver;
import dev.fedbench.core.fl.coordinator.CoordinatorPolicy;
import dev.fedbench.core.fl.identity.NumberedEnrolment;
import dev.fedbench.core.fl.wire.Announcement;
import dev.fedbench.core.fl.wire.Join;
import dev.fedbench.core.fl.wire.Member;
import dev.fedbench.core.fl.wire.Method;
import dev.fedbench.core.fl.wire.Submission;
import dev.fedbench.core.fl.wire.TensorFrame;
import dev.fedbench.core.transport.InProcessTransport;
import dev.fedbench.core.transport.http.HttpTransport;
import dev.fedbench.fl.RoundPolicy;
import dev.fedbench.fl.TensorLayout;
import dev.fedbench.fl.TensorSpec;
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
import java.io.PrintStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a submission costs the coordinator over the transport alone: the same bodies against a bare
 * echo.
 */
final class Submissions implements Figure {

  private static final int RUNS = 3;
  private static final int IN_FLIGHT = 10;
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final CoordinatorObserver NOBODY =
      new CoordinatorObserver() {
        @Override
        public void sample(Metric metric, double value) {}

        @Override
        public void round(RoundRow row) {}
      };

  @Override
  public void measure(PrintStream out) throws Exception {
    HttpTransport http = new HttpTransport();
    compareWithEcho(out, http);
    compareTransports(out, http);
  }

  private static void compareWithEcho(PrintStream out, Transport http) throws Exception {
    int values = 64 * 1024 / Float.BYTES;
    int count = 4_000;
    double[] ratios = new double[RUNS];
    double[] echoes = new double[RUNS];
    double[] submissions = new double[RUNS];
    submissionsPerSecond(http, values, count); // warm-up
    echoesPerSecond(http, values, count);
    for (int i = 0; i < RUNS; i++) {
      echoes[i] = echoesPerSecond(http, values, count);
      submissions[i] = submissionsPerSecond(http, values, count);
      ratios[i] = submissions[i] / echoes[i];
    }
    out.printf("64 KB, 10 in flight, HTTP: echo %s /s%n", Median.of(echoes).text("%.0f"));
    out.printf(
        "64 KB, 10 in flight, HTTP: submissions %s /s%n", Median.of(submissions).text("%.0f"));
    out.printf("submissions / echo: %s (bound: 0.6)%n", Median.of(ratios).text("%.2f"));
  }

  private static void compareTransports(PrintStream out, Transport http) throws Exception {
    Transport inProcess = new InProcessTransport();
    double[] ratios = new double[RUNS];
    double[] slow = new double[RUNS];
    double[] fast = new double[RUNS];
    submissionsPerSecond(http, 11, 20_000); // warm-up
    submissionsPerSecond(inProcess, 11, 400_000);
    for (int i = 0; i < RUNS; i++) {
      slow[i] = submissionsPerSecond(http, 11, 20_000);
      fast[i] = submissionsPerSecond(inProcess, 11, 400_000);
      ratios[i] = fast[i] / slow[i];
    }
    out.printf("11 values, 10 in flight, HTTP: %s /s%n", Median.of(slow).text("%.0f"));
    out.printf("11 values, 10 in flight, in process: %s /s%n", Median.of(fast).text("%.0f"));
    out.printf("in process / HTTP: %s (bound: 10)%n", Median.of(ratios).text("%.1f"));
  }

  private static double echoesPerSecond(Transport transport, int values, int count)
      throws Exception {
    RpcHandler echo =
        (request, call) -> {
          ByteBuffer copy = ByteBuffer.allocate(request.body().remaining());
          copy.put(request.body().duplicate()).flip();
          return CompletableFuture.completedFuture(RpcResponse.result(copy));
        };
    URI bind = transport.address("127.0.0.1", 0);
    Tensors delta = delta(values);
    byte[] header = TensorFrame.header(delta.layout());
    try (RpcServer server = transport.serve(bind, echo, ServerOptions.defaults());
        Load load = new Load(transport, server.endpoint())) {
      return load.perSecond(
          count,
          i -> RpcRequest.of("echo", submission(new Member(i, 0), new byte[16], header, delta)));
    }
  }

  private static double submissionsPerSecond(Transport transport, int values, int count)
      throws Exception {
    Tensors delta = delta(values);
    byte[] header = TensorFrame.header(delta.layout());
    RoundPolicy round = new RoundPolicy.Synchronous(1, count, Duration.ofMinutes(5), 1);
    CoordinatorPolicy policy =
        new CoordinatorPolicy(
            round, new FedAvg(), false, false, Optional.empty(), Duration.ofMinutes(5), false, 1);
    try (Coordinator coordinator =
            Coordinator.start(
                transport,
                transport.address("127.0.0.1", 0),
                ServerOptions.defaults(),
                policy,
                NumberedEnrolment.unsigned(count, 1),
                Optional.of(Tensors.zeros(delta.layout())),
                NOBODY);
        Load load = new Load(transport, coordinator.endpoint())) {
      CompletableFuture<byte[]> nonce = new CompletableFuture<>();
      load.first()
          .subscribe(
              Method.ROUND,
              (version, body) -> {
                try {
                  Announcement announcement = Announcement.decode(body);
                  if (announcement.kind() == Announcement.Kind.FIT) {
                    nonce.complete(announcement.nonce());
                  }
                } catch (Exception e) {
                  nonce.completeExceptionally(e);
                }
              });
      Member[] members = new Member[count];
      load.each(
          count,
          i -> RpcRequest.of(Method.JOIN, new Join(Integer.toString(i), new byte[0]).encode()),
          (i, response) -> members[i] = Member.decode(response.body()));
      byte[] issued = nonce.get();
      double rate =
          load.perSecond(
              count,
              i -> RpcRequest.of(Method.SUBMIT, submission(members[i], issued, header, delta)));
      if (!coordinator.awaitEnd(TIMEOUT).orElse("not over").isEmpty()) {
        throw new IllegalStateException("not every submission was accepted");
      }
      return rate;
    }
  }

  private static Tensors delta(int values) {
    TensorLayout layout = TensorLayout.of(TensorSpec.of("weights", values));
    float[] delta = new float[values];
    Arrays.fill(delta, 0.001f);
    return new Tensors(layout, delta);
  }

  private static ByteBuffer submission(Member member, byte[] nonce, byte[] header, Tensors delta) {
    return Submission.encode(
        member, 1, nonce, 1, 1, TensorFrame.payload(header, delta), 0, frame -> new byte[0]);
  }

  /** So many connections, a call in flight on each. */
  private static final class Load implements AutoCloseable {

    interface Requests {
      RpcRequest of(int index);
    }

    interface Answers {
      void take(int index, RpcResponse response) throws Exception;
    }

    private final List<RpcClient> clients = new ArrayList<>();

    Load(Transport transport, URI endpoint) throws IOException {
      for (int i = 0; i < IN_FLIGHT; i++) {
        clients.add(transport.connect(endpoint, ClientOptions.defaults().withName("load-" + i)));
      }
    }

    RpcClient first() {
      return clients.get(0);
    }

    double perSecond(int count, Requests requests) throws InterruptedException {
      long start = System.nanoTime();
      each(count, requests, (i, response) -> {});
      return count / ((System.nanoTime() - start) / 1e9);
    }

    /** Makes the calls, as many in flight as there are connections. */
    void each(int count, Requests requests, Answers answers) throws InterruptedException {
      AtomicInteger next = new AtomicInteger();
      AtomicInteger failed = new AtomicInteger();
      List<Thread> threads = new ArrayList<>();
      for (RpcClient client : clients) {
        Thread thread =
            new Thread(
                () -> {
                  for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                    try {
                      RpcResponse response = client.call(requests.of(i), TIMEOUT).get();
                      if (response.kind() != MessageKind.RESULT) {
                        throw new IllegalStateException(response.text());
                      }
                      answers.take(i, response);
                    } catch (Exception e) {
                      failed.incrementAndGet();
                    }
                  }
                },
                "load");
        threads.add(thread);
        thread.start();
      }
      for (Thread thread : threads) {
        thread.join();
      }
      if (failed.get() > 0) {
        throw new IllegalStateException(failed.get() + " of " + count + " calls failed");
      }
    }

    @Override
    public void close() {
      clients.forEach(RpcClient::close);
    }
  }
}
