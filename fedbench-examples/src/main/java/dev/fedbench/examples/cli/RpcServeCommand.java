package dev.fedbench.examples.cli;

import dev.fedbench.core.rpc.Schedulers;
import dev.fedbench.core.suite.rpc.BenchService;
import dev.fedbench.rpc.Transport;
import dev.fedbench.spi.Problems;
import dev.fedbench.zmq.curve.AllowList;
import dev.fedbench.zmq.curve.CurveKeys;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fedbench rpc serve}: a server for {@code rpc bench}. */
@Command(
    name = "serve",
    description = {
      "Serves the methods that 'rpc bench' and the suite 'rpc' call, until it is interrupted.",
      "Prints 'endpoint <uri>' first."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class RpcServeCommand implements CheckedCommand {

  @Spec private CommandSpec spec;

  @Option(
      names = "--transport",
      paramLabel = "T",
      required = true,
      description = "http, zmq, or another that is on the class path.")
  private String name = "";

  @Option(
      names = "--bind",
      paramLabel = "URI",
      description =
          "Where, such as zmq://127.0.0.1:5555 (default: this machine alone, a free port).")
  private Optional<URI> bind = Optional.empty();

  @Option(
      names = "--scheduler",
      paramLabel = "S",
      description = "exit-ordered or key-serialized (default: ${DEFAULT-VALUE}).")
  private String scheduler = Schedulers.EXIT_ORDERED;

  @Option(
      names = "--curve-keys",
      paramLabel = "FILE",
      description = "This server's CURVE keys, of 'rpc keys'; with --allow.")
  private Optional<Path> curveKeys = Optional.empty();

  @Option(
      names = "--allow",
      paramLabel = "FILE",
      description = {
        "Who may connect: a line for each client with its public key in Z85, or a directory of",
        "certificates. Read again when it changes."
      })
  private Optional<Path> allow = Optional.empty();

  @Override
  public int execute(List<String> mistakes) {
    Problems problems = new Problems();
    Optional<Transport> transport = transport(problems);
    problems.expect(
        Schedulers.names().contains(scheduler),
        "--scheduler: '%s'; expected %s",
        scheduler,
        String.join(" or ", Schedulers.names()));
    transport
        .flatMap(found -> bind.flatMap(found::problem))
        .ifPresent(problem -> problems.expect(false, "--bind: %s", problem));
    List<String> all = new ArrayList<>(mistakes);
    all.addAll(problems.found());
    if (!all.isEmpty() || transport.isEmpty()) {
      return Cli.complain(spec.commandLine(), all);
    }
    try {
      return serve(transport.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED;
    } catch (IOException e) {
      spec.commandLine().getErr().println("error: " + e.getMessage());
      return ExitCode.RUN_ERROR;
    }
  }

  private Optional<Transport> transport(Problems problems) {
    problems.expect(
        curveKeys.isPresent() == allow.isPresent(),
        "--curve-keys and --allow: one is missing; without a list of who may connect, CURVE would let everybody in");
    return curveKeys.isPresent() && allow.isPresent()
        ? RpcTransports.curve(
            name,
            builder ->
                builder.curve(CurveKeys.read(curveKeys.get())).allow(AllowList.read(allow.get())),
            problems)
        : RpcTransports.find(name, problems);
  }

  private int serve(Transport transport) throws IOException, InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    URI address = bind.orElseGet(() -> transport.address("127.0.0.1", 0));
    BenchService server = BenchService.start(transport, address, scheduler);
    Interrupt interrupt = Interrupt.cancels(end::countDown);
    try (interrupt;
        server) {
      PrintWriter out = spec.commandLine().getOut();
      out.println("endpoint " + server.endpoint());
      out.flush();
      end.await();
      return ExitCode.INTERRUPTED;
    }
  }
}
