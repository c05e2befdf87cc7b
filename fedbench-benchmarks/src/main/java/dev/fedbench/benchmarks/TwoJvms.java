package dev.fedbench.benchmarks;

import dev.fedbench.Benchmark;
import dev.fedbench.core.fl.FedAvg;
import dev.fedbench.core.fl.coordinator.Coordinator;
import dev.fedbench.core.fl.coordinator.CoordinatorObserver;
import dev.fedbench.core.fl.coordinator.CoordinatorPolicy;
import dev.fedbench.core.fl.identity.NumberedEnrolment;
import dev.fedbench.core.transport.http.HttpTransport;
import dev.fedbench.fl.Client;
import dev.fedbench.fl.Connections;
import dev.fedbench.fl.Evaluation;
import dev.fedbench.fl.FitRequest;
import dev.fedbench.fl.RoundPolicy;
import dev.fedbench.fl.TensorLayout;
import dev.fedbench.fl.TensorSpec;
import dev.fedbench.fl.Tensors;
import dev.fedbench.fl.Update;
import dev.fedbench.metric.Metric;
import dev.fedbench.result.BenchmarkResult;
import dev.fedbench.result.Outcome;
import dev.fedbench.result.RoundRow;
import dev.fedbench.rpc.ServerOptions;
import dev.fedbench.rpc.Transport;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * 100 clients with a connection each, 100,000 float32, 5 rounds of fit and evaluate, coordinator
 * and clients in a JVM each, both cold; from the first round's start to the last evaluation. As in
 * what it is compared with (Flower 0.18 over gRPC), a client returns an update and does not train.
 */
final class TwoJvms implements Figure {

  private static final int RUNS = 3;
  private static final int CLIENTS = 100;
  private static final int VALUES = 100_000;
  private static final int ROUNDS = 5;
  private static final TensorLayout LAYOUT = TensorLayout.of(TensorSpec.of("weights", VALUES));

  /**
   * For processes that live for seconds: C2 would take a core for most of them, and pages that are
   * touched first during the run are paid in it.
   */
  private static final List<String> SHORT_LIVED =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:+AlwaysPreTouch");

  private static final List<String> COORDINATOR_HEAP = List.of("-Xms320m", "-Xmx320m", "-Xmn160m");
  private static final List<String> CLIENTS_HEAP = List.of("-Xms440m", "-Xmx440m", "-Xmn240m");

  @Override
  public void measure(PrintStream out) throws Exception {
    measure(out, SHORT_LIVED, "(bound: 2.0)");
    measure(out, List.of(), "(for comparison, no bound)");
  }

  private static void measure(PrintStream out, List<String> options, String bound)
      throws Exception {
    double[] seconds = new double[RUNS];
    double[] cpu = new double[RUNS];
    long coordinatorMib = 0;
    long clientsMib = 0;
    for (int i = 0; i < RUNS; i++) {
      try (Jvm coordinator = Jvm.start(with(options, COORDINATOR_HEAP), CoordinatorMain.class)) {
        String endpoint = coordinator.await("endpoint");
        try (Jvm clients = Jvm.start(with(options, CLIENTS_HEAP), ClientsMain.class, endpoint)) {
          Map<String, String> there = clients.finish();
          Map<String, String> here = coordinator.finish();
          seconds[i] = Double.parseDouble(here.get("elapsed"));
          coordinatorMib = Math.max(coordinatorMib, Long.parseLong(here.get("resident")));
          clientsMib = Math.max(clientsMib, Long.parseLong(there.get("resident")));
          cpu[i] = Double.parseDouble(here.get("cpu")) + Double.parseDouble(there.get("cpu"));
        }
      }
    }
    out.printf("JVM options: %s%n", options.isEmpty() ? "only heap sizes" : options);
    out.printf(
        "first round's start to last evaluation: %s s %s%n",
        Median.of(seconds).text("%.2f"), bound);
    out.printf("CPU of both processes, start-up included: %s s%n", Median.of(cpu).text("%.2f"));
    out.printf(
        "peak resident: coordinator %d MiB, clients %d MiB (bound: 600)%n",
        coordinatorMib, clientsMib);
  }

  private static List<String> with(List<String> options, List<String> heap) {
    return Stream.of(options, heap).flatMap(List::stream).toList();
  }

  private static void printProcess() throws Exception {
    System.out.println("resident " + Machine.peakResidentMib());
    System.out.println(
        "cpu "
            + ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toMillis()
                * 1e-3);
  }

  /** The coordinator's process. */
  static final class CoordinatorMain {
    public static void main(String[] args) throws Exception {
      Transport transport = new HttpTransport();
      double[] elapsed = {0};
      CoordinatorObserver last =
          new CoordinatorObserver() {
            @Override
            public void sample(Metric metric, double value) {}

            @Override
            public void round(RoundRow row) {
              if (row.accepted() != CLIENTS || row.evaluated() != CLIENTS) {
                throw new IllegalStateException(row.toString());
              }
              elapsed[0] = row.elapsed();
            }
          };
      RoundPolicy rounds = new RoundPolicy.Synchronous(ROUNDS, CLIENTS, Duration.ofMinutes(1), 1);
      CoordinatorPolicy policy =
          new CoordinatorPolicy(
              rounds, new FedAvg(), true, false, Optional.empty(), Duration.ofMinutes(1), false, 1);
      try (Coordinator coordinator =
          Coordinator.start(
              transport,
              transport.address("127.0.0.1", 0),
              ServerOptions.defaults(),
              policy,
              NumberedEnrolment.unsigned(CLIENTS, 1_000),
              Optional.of(Tensors.zeros(LAYOUT)),
              last)) {
        System.out.println("endpoint " + coordinator.endpoint());
        String failure = coordinator.awaitEnd(Duration.ofMinutes(2)).orElse("not over");
        if (!failure.isEmpty()) {
          throw new IllegalStateException(failure);
        }
        coordinator.awaitReported(Duration.ofSeconds(10));
      }
      System.out.println("elapsed " + elapsed[0]);
      printProcess();
    }
  }

  /** The clients' process. */
  static final class ClientsMain {
    public static void main(String[] args) throws Exception {
      BenchmarkResult result =
          Benchmark.builder()
              .clients(CLIENTS, context -> new Returning())
              .signatures(false)
              .connections(Connections.PER_CLIENT)
              .coordinatorUrl(URI.create(args[0]))
              .run();
      if (result.outcome() != Outcome.COMPLETED) {
        throw new IllegalStateException(result.scenarios().toString());
      }
      printProcess();
    }
  }

  /**
   * Returns an update as large as the model, and looks at each value of the model to evaluate it.
   */
  private static final class Returning extends Client {
    @Override
    public Update fit(FitRequest request) {
      float[] delta = request.model().values().clone();
      for (int i = 0; i < delta.length; i++) {
        delta[i] = 0.5f * delta[i] + 1e-3f;
      }
      return new Update(new Tensors(LAYOUT, delta), 10);
    }

    @Override
    public Optional<Evaluation> evaluate(Tensors global) {
      double sum = 0;
      for (float value : global.values()) {
        sum += value * value;
      }
      return Optional.of(Evaluation.of(sum, 0, 1));
    }
  }
}
