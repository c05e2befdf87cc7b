package dev.fedbench.examples.cli;

import dev.fedbench.core.load.ClosedLoop;
import dev.fedbench.core.load.ClosedPlan;
import dev.fedbench.core.load.Extent;
import dev.fedbench.core.load.LoadResult;
import dev.fedbench.core.load.OpenLoop;
import dev.fedbench.core.load.OpenPlan;
import dev.fedbench.core.load.SampleSink;
import dev.fedbench.core.load.Target;
import dev.fedbench.core.rpc.CompressingTransport;
import dev.fedbench.core.suite.rpc.BenchPayloads;
import dev.fedbench.core.suite.rpc.BenchService;
import dev.fedbench.result.Outcome;
import dev.fedbench.rpc.ClientOptions;
import dev.fedbench.rpc.Codec;
import dev.fedbench.rpc.RpcClient;
import dev.fedbench.rpc.RpcRequest;
import dev.fedbench.rpc.Transport;
import dev.fedbench.spi.Problems;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fedbench rpc bench}: load on a server that {@code rpc serve} started. */
@Command(
    name = "bench",
    description = {
      "Calls a server's echo and says how fast it answers.",
      "Without --rate in a closed loop: W calls are in flight, each followed by the next. With --rate",
      "in an open loop: calls start at given times, and latency counts from the time intended.",
      "",
      "Exit codes: 0 measured (the outcome says what the figures are worth), 1 run error, 2 usage,",
      "130 interrupted."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class RpcBenchCommand implements CheckedCommand {

  /** Bodies may be a little larger on their way than what was asked for. */
  private static final int MARGIN = 1 << 16;

  private static final String ECHO = "echo";
  private static final int LARGEST_PAYLOAD = 1 << 30;
  private static final int MOST_IN_FLIGHT = 1_000_000;

  @Spec private CommandSpec spec;
  @Mixin private RpcClientOptions client;

  @Option(
      names = "--payload",
      paramLabel = "BYTES",
      description = "Of a request and of its answer (default: ${DEFAULT-VALUE}).")
  private int payload = 1_024;

  @Option(
      names = "--in-flight",
      paramLabel = "W",
      description = {
        "Requests in flight, in total; with --rate at most so many (default: 1; with --rate 10000)."
      })
  private Optional<Integer> inFlight = Optional.empty();

  @Option(
      names = "--clients",
      paramLabel = "C",
      description = "Connections that share them (default: ${DEFAULT-VALUE}).")
  private int clients = 1;

  @Option(
      names = "--duration",
      paramLabel = "D",
      converter = Seconds.class,
      description = "How long to measure, such as 10 or 500ms (default: 10 s).")
  private Duration duration = Duration.ofSeconds(10);

  @Option(
      names = "--warm-up",
      paramLabel = "D",
      converter = Seconds.class,
      description = "Load before that, over the same connections, not measured (default: 2 s).")
  private Duration warmUp = Duration.ofSeconds(2);

  @Option(
      names = "--rate",
      paramLabel = "R",
      description = "Requests a second of an open loop; none for a closed one.")
  private Optional<Double> rate = Optional.empty();

  @Option(
      names = "--timeout",
      paramLabel = "D",
      converter = Seconds.class,
      description = "Of a call (default: 10 s).")
  private Duration timeout = Duration.ofSeconds(10);

  @Option(
      names = "--compress",
      paramLabel = "CODEC",
      arity = "0..1",
      fallbackValue = "snappy",
      description = "Compresses bodies, both ways, where that is worth it: snappy or deflate.")
  private Optional<String> codec = Optional.empty();

  @Option(
      names = "--payload-kind",
      paramLabel = "K",
      description =
          "random, compressible, incompressible, structured or float32 (default: random).")
  private String kind = "random";

  @Option(
      names = "--order-keys",
      paramLabel = "N",
      description =
          "Calls take so many order keys in turn; 0 for none (default: ${DEFAULT-VALUE}).")
  private int orderKeys;

  @Option(names = "--seed", paramLabel = "S", description = "Of the payload (default: 42).")
  private long seed = 42;

  @Option(names = "--json", description = "Prints one JSON object.")
  private boolean json;

  @Override
  public int execute(List<String> mistakes) {
    Problems problems = new Problems();
    problems
        .expect(
            payload >= 0 && payload <= LARGEST_PAYLOAD,
            "--payload: %d; expected 0 to %d bytes",
            payload,
            LARGEST_PAYLOAD)
        .expect(clients >= 1, "--clients: %d; expected at least 1", clients)
        .expect(
            inFlight() >= clients && inFlight() <= MOST_IN_FLIGHT,
            "--in-flight: %d; expected %d (the clients) to %d",
            inFlight(),
            clients,
            MOST_IN_FLIGHT)
        .expect(!duration.isZero(), "--duration: 0; expected a positive duration")
        .expect(!timeout.isZero(), "--timeout: 0; expected a positive duration")
        .expect(orderKeys >= 0, "--order-keys: %d; expected at least 0", orderKeys);
    Optional<Codec> compressing = codec.flatMap(wanted -> RpcTransports.codec(wanted, problems));
    Optional<byte[]> body =
        problems.build(of("--payload-kind", () -> BenchPayloads.make(kind, payload, seed)));
    Optional<Transport> transport =
        client
            .transport(problems)
            .map(
                plain ->
                    compressing.isPresent()
                        ? new CompressingTransport(plain, compressing.get())
                        : plain);
    Optional<OpenPlan> open =
        rate.flatMap(perSecond -> problems.build(of("--rate", () -> openPlan(perSecond))));
    List<String> all = new ArrayList<>(mistakes);
    all.addAll(problems.found());
    if (!all.isEmpty() || transport.isEmpty()) {
      return Cli.complain(spec.commandLine(), all);
    }
    AtomicBoolean interrupted = new AtomicBoolean();
    Interrupt interrupt = Interrupt.cancels(() -> interrupted.set(true));
    try (interrupt) {
      String method = compressing.map(one -> BenchService.compressed(one, ECHO)).orElse(ECHO);
      return measure(transport.get(), requests(method, body.orElseThrow()), open, interrupted);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED;
    } catch (IOException e) {
      spec.commandLine().getErr().println("error: " + e.getMessage());
      return ExitCode.RUN_ERROR;
    }
  }

  /** What is wrong is said of the option. */
  private static <T> Supplier<T> of(String option, Supplier<T> made) {
    return () -> {
      try {
        return made.get();
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
      }
    };
  }

  private int inFlight() {
    return inFlight.orElse(rate.isPresent() ? 10_000 : Math.max(1, clients));
  }

  private OpenPlan openPlan(double perSecond) {
    return OpenPlan.of(perSecond, Extent.time(duration))
        .withWarmUp(Extent.time(warmUp))
        .withMaxInFlight(inFlight())
        .withTimeout(timeout);
  }

  private int measure(
      Transport transport,
      List<RpcRequest> requests,
      Optional<OpenPlan> open,
      AtomicBoolean interrupted)
      throws IOException, InterruptedException {
    List<RpcClient> connected = new ArrayList<>();
    try {
      ClientOptions options =
          ClientOptions.defaults()
              .withMaxConnections((inFlight() + clients - 1) / clients)
              .withMaxResponseBytes(Math.max(64 << 20, payload + MARGIN));
      for (int i = 0; i < clients; i++) {
        connected.add(transport.connect(client.endpoint(), options.withName("bench-" + i)));
      }
      Target target = Target.calls(connected, requests, timeout);
      LoadResult result =
          open.isPresent()
              ? OpenLoop.run(open.get(), target, SampleSink.NONE, interrupted::get)
              : ClosedLoop.run(
                  ClosedPlan.of(inFlight(), Extent.time(duration)).withWarmUp(Extent.time(warmUp)),
                  target,
                  SampleSink.NONE,
                  interrupted::get);
      return tell(result);
    } finally {
      connected.forEach(RpcClient::close);
    }
  }

  private List<RpcRequest> requests(String method, byte[] body) {
    List<RpcRequest> requests = new ArrayList<>();
    for (int i = 0; i < Math.max(1, orderKeys); i++) {
      String key = orderKeys == 0 ? "" : "key-" + i;
      requests.add(new RpcRequest(method, key, ByteBuffer.wrap(body).asReadOnlyBuffer()));
    }
    return requests;
  }

  private int tell(LoadResult result) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? RpcFigures.json(result) : RpcFigures.text(result));
    out.flush();
    PrintWriter err = spec.commandLine().getErr();
    boolean broke = result.outcome() == Outcome.FAILED;
    result.reason().ifPresent(reason -> err.println((broke ? "error: " : "warning: ") + reason));
    result.firstFailure().ifPresent(text -> err.println("first failure: " + text));
    err.flush();
    return switch (result.outcome()) {
      case CANCELLED -> ExitCode.INTERRUPTED;
      case FAILED -> ExitCode.RUN_ERROR;
      default -> ExitCode.PASS;
    };
  }
}
