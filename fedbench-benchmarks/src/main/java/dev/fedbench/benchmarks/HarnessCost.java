package dev.fedbench.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.fedbench.Benchmark;
import dev.fedbench.core.fl.FedAvg;
import dev.fedbench.core.fl.identity.ClientKey;
import dev.fedbench.core.fl.identity.SignedMessage;
import dev.fedbench.core.fl.wire.TensorFrame;
import dev.fedbench.core.learning.DigitsModel;
import dev.fedbench.core.learning.DigitsWorkload;
import dev.fedbench.core.transport.http.HttpTransport;
import dev.fedbench.fl.Aggregation;
import dev.fedbench.fl.Client;
import dev.fedbench.fl.ClientContext;
import dev.fedbench.fl.FitRequest;
import dev.fedbench.fl.TensorLayout;
import dev.fedbench.fl.Tensors;
import dev.fedbench.fl.Update;
import dev.fedbench.metric.FederatedMetrics;
import dev.fedbench.result.BenchmarkResult;
import dev.fedbench.result.Outcome;
import dev.fedbench.rpc.ClientOptions;
import dev.fedbench.rpc.RpcClient;
import dev.fedbench.rpc.RpcHandler;
import dev.fedbench.rpc.RpcRequest;
import dev.fedbench.rpc.RpcResponse;
import dev.fedbench.rpc.RpcServer;
import dev.fedbench.rpc.ServerOptions;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What the harness adds to the work: 100 digits clients with the MLP, 5 rounds over HTTP, against a
 * bare loop that does the same work (receive the model, train, sign, POST, check, aggregate,
 * acknowledge the model) with nothing written down. CPU of the process, warm.
 */
final class HarnessCost implements Figure {

  private static final int RUNS = 15;
  private static final int WARM_UPS = 3;
  private static final int CLIENTS = 100;
  private static final int ROUNDS = 5;
  private static final int THREADS = 4;
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  @Override
  public void measure(PrintStream out) throws Exception {
    DigitsWorkload workload = DigitsWorkload.builder().model(DigitsModel.MLP).build();
    double[] ours = new double[RUNS];
    double[] bare = new double[RUNS];
    double[] ratios = new double[RUNS];
    for (int i = -WARM_UPS; i < RUNS; i++) {
      // In turns, so that neither always runs on what the other left behind.
      double before = i % 2 == 0 ? harness(workload) : 0;
      double loop = new BareLoop(workload).cpuSeconds();
      double harness = i % 2 == 0 ? before : harness(workload);
      if (i >= 0) {
        ours[i] = harness;
        bare[i] = loop;
        ratios[i] = harness / loop;
      }
    }
    out.printf("harness: %s s of CPU%n", Median.of(ours).text("%.3f"));
    out.printf("bare loop: %s s of CPU%n", Median.of(bare).text("%.3f"));
    out.printf("harness / bare loop: %s (bound: 1.05)%n", Median.of(ratios).text("%.3f"));
  }

  private static double harness(DigitsWorkload workload) {
    BenchmarkResult result =
        Benchmark.builder()
            .clients(CLIENTS, workload)
            .rounds(ROUNDS)
            .evaluate(false)
            .parallelism(THREADS)
            .run();
    if (result.outcome() != Outcome.COMPLETED) {
      throw new IllegalStateException(result.scenarios().toString());
    }
    return result.scenarios().get(0).metric(FederatedMetrics.PROCESS_CPU).orElseThrow().sum();
  }

  /** The same work by hand. */
  private static final class BareLoop {

    private final HttpTransport http = new HttpTransport();
    private final List<Client> clients = new ArrayList<>();
    private final List<ClientKey> keys = new ArrayList<>();
    private final TensorLayout layout;
    private final byte[] header;
    private final byte[] run = new byte[16];
    private final Object lock = new Object();
    private float[] model;
    private Aggregation sum;
    private CountDownLatch received = new CountDownLatch(0);

    BareLoop(DigitsWorkload workload) throws Exception {
      SecureRandom random = new SecureRandom();
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(workload.create(new ClientContext("" + i, i, CLIENTS, i)));
        keys.add(ClientKey.generate(random));
      }
      Tensors initial = clients.get(0).initialModel().orElseThrow();
      layout = initial.layout();
      header = TensorFrame.header(layout);
      model = initial.values().clone();
    }

    double cpuSeconds() throws Exception {
      ExecutorService threads = Executors.newFixedThreadPool(THREADS);
      RpcHandler handler = (request, call) -> CompletableFuture.completedFuture(serve(request));
      try (RpcServer server =
          http.serve(http.address("127.0.0.1", 0), handler, ServerOptions.defaults())) {
        long start = SYSTEM.getProcessCpuTime();
        List<RpcClient> links = new ArrayList<>();
        List<CompletableFuture<Tensors>> models = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
          links.add(http.connect(server.endpoint(), ClientOptions.defaults()));
          models.add(new CompletableFuture<>());
          subscribe(i, links, models);
        }
        for (int round = 1; round <= ROUNDS; round++) {
          round(round, server, links, models, threads);
        }
        links.forEach(RpcClient::close);
        return (SYSTEM.getProcessCpuTime() - start) / 1e9;
      } finally {
        threads.shutdown();
      }
    }

    private void subscribe(int i, List<RpcClient> links, List<CompletableFuture<Tensors>> models) {
      links
          .get(i)
          .subscribe(
              "model",
              (version, body) -> {
                try {
                  models.get(i).complete(TensorFrame.read(body));
                  links
                      .get(i)
                      .call(RpcRequest.of("ack", ByteBuffer.allocate(20)), TIMEOUT)
                      .thenRun(received::countDown);
                } catch (Exception e) {
                  models.get(i).completeExceptionally(e);
                }
              });
    }

    private void round(
        int round,
        RpcServer server,
        List<RpcClient> links,
        List<CompletableFuture<Tensors>> models,
        ExecutorService threads)
        throws Exception {
      sum = new FedAvg().begin(layout);
      received = new CountDownLatch(CLIENTS);
      ByteBuffer frame = frame(new Tensors(layout, model));
      server.publish("model", round, frame);
      List<Future<?>> turns = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        int client = i;
        turns.add(
            threads.submit(
                () -> {
                  Tensors global = models.get(client).get();
                  models.set(client, new CompletableFuture<>());
                  turn(client, round, global, links.get(client));
                  return null;
                }));
      }
      for (Future<?> turn : turns) {
        turn.get();
      }
      received.await();
      double[] step = sum.step();
      float[] next = new float[step.length];
      for (int i = 0; i < next.length; i++) {
        next[i] = (float) (model[i] + step[i]);
      }
      model = next;
    }

    private void turn(int client, int round, Tensors global, RpcClient link) throws Exception {
      Update update = clients.get(client).fit(new FitRequest(round, round, global));
      ByteBuffer frame = frame(update.delta());
      byte[] signature = keys.get(client).sign(message(client, round, update.examples(), frame));
      ByteBuffer body = ByteBuffer.allocate(16 + signature.length + frame.remaining());
      body.putInt(client).putInt(round).putLong(update.examples()).put(signature).put(frame);
      RpcResponse answer = link.call(RpcRequest.of("submit", body.flip()), TIMEOUT).get();
      if (!answer.text().equals("ok")) {
        throw new IllegalStateException(answer.text());
      }
    }

    private RpcResponse serve(RpcRequest request) {
      if (request.method().equals("ack")) {
        return RpcResponse.result(ByteBuffer.allocate(0));
      }
      ByteBuffer body = request.body().duplicate();
      int client = body.getInt();
      int round = body.getInt();
      long examples = body.getLong();
      byte[] signature = new byte[ClientKey.SIGNATURE_BYTES];
      body.get(signature);
      ByteBuffer frame = body.slice();
      byte[] message = message(client, round, examples, frame);
      FloatBuffer values = TensorFrame.values(frame, header, layout.size()).orElseThrow();
      if (!ClientKey.verify(keys.get(client).publicKey(), message, signature) || !finite(values)) {
        return RpcResponse.failure("refused");
      }
      synchronized (lock) {
        sum.add(values, examples);
      }
      return RpcResponse.result(ByteBuffer.wrap("ok".getBytes()));
    }

    private static boolean finite(FloatBuffer values) {
      for (int i = values.position(); i < values.limit(); i++) {
        if (!Float.isFinite(values.get(i))) {
          return false;
        }
      }
      return true;
    }

    private byte[] message(int client, int round, long examples, ByteBuffer frame) {
      return SignedMessage.submission(
          run, run, round, run, round, Integer.toString(client), examples, frame);
    }

    private ByteBuffer frame(Tensors tensors) {
      ByteBuffer frame = ByteBuffer.allocate(TensorFrame.size(header, layout));
      TensorFrame.write(frame, header, tensors);
      return frame.flip();
    }
  }
}
