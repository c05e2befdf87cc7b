package dev.fedbench.examples.cli;

import dev.fedbench.Benchmark;
import dev.fedbench.BenchmarkBuilder;
import dev.fedbench.BenchmarkConfig;
import dev.fedbench.core.fl.coordinator.Coordinator;
import dev.fedbench.core.fl.coordinator.CoordinatorObserver;
import dev.fedbench.core.fl.identity.Enrolment;
import dev.fedbench.core.fl.identity.EnrolmentFile;
import dev.fedbench.core.fl.identity.NumberedEnrolment;
import dev.fedbench.core.fl.wire.RunReport;
import dev.fedbench.core.suite.CoordinatorStart;
import dev.fedbench.core.suite.KeptRun;
import dev.fedbench.core.suite.RunKeys;
import dev.fedbench.fl.Authentication;
import dev.fedbench.fl.ClientFactory;
import dev.fedbench.fl.CoordinatorAddress;
import dev.fedbench.fl.FederatedConfig;
import dev.fedbench.spi.InvalidConfigException;
import dev.fedbench.spi.Problems;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fedbench coordinator}: a coordinator in a process of its own, for one run. */
@Command(
    name = "coordinator",
    description = {
      "Runs a coordinator until its run is over. Prints 'endpoint <uri>' first.",
      "Clients come from: fedbench benchmark run --coordinator-url <uri>"
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class CoordinatorCommand implements CheckedCommand {

  private static final Pattern ADDRESS = Pattern.compile("(.+):(\\d{1,5})");
  private static final Duration LINGER = Duration.ofSeconds(2);

  @Spec private CommandSpec spec;
  @Mixin private PolicyOptions policy;
  @Mixin private WorkloadOptions workload;
  @Mixin private ProofOptions proofs;
  @Mixin private KeepingOptions keeping;

  @Option(
      names = "--bind",
      paramLabel = "HOST:PORT",
      description = "Where to listen; port 0 takes a free one (default: ${DEFAULT-VALUE}).")
  private String bind = "127.0.0.1:8000";

  @Option(
      names = "--enrol",
      paramLabel = "FILE",
      description = {
        "The clients: a line each of id, public key (base64) and most examples,",
        "all three required. 'fedbench keys' makes it, with 1000000 unless told otherwise."
      })
  private Optional<Path> enrol = Optional.empty();

  @Override
  public int execute(List<String> mistakes) {
    List<String> all = new ArrayList<>(mistakes);
    Problems problems = new Problems();
    problems.expect(
        !policy.transport().equals(Optional.of("inprocess")),
        "--transport: inprocess is for clients in the coordinator's own process; expected one that reaches others");
    Optional<Enrolment> enrolled = enrolment(problems);
    Optional<ClientFactory> factory = workload.everyFactory(problems);
    Optional<BenchmarkConfig> config = config(factory, enrolled, problems);
    all.addAll(problems.found());
    if (!all.isEmpty() || config.isEmpty() || factory.isEmpty()) {
      return Cli.complain(spec.commandLine(), all);
    }
    try {
      return serve(config.get(), factory.get(), enrolled.orElseThrow());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED;
    } catch (Exception e) {
      spec.commandLine().getErr().println("error: " + e.getMessage());
      return ExitCode.RUN_ERROR;
    }
  }

  private Optional<Enrolment> enrolment(Problems problems) {
    if (enrol.isPresent()) {
      problems
          .expect(!policy.noSignatures(), "--enrol: enrols keys; leave --no-signatures out")
          .expect(policy.clientsGiven().isEmpty(), "--clients: the file of --enrol says how many");
      try {
        return Optional.of(EnrolmentFile.read(enrol.get()));
      } catch (NoSuchFileException e) {
        problems.expect(
            false, "--enrol: there is no file %s; make one with 'fedbench keys'", e.getFile());
        return Optional.empty();
      } catch (IOException e) {
        problems.expect(false, "--enrol: %s", e.getMessage() == null ? e : e.getMessage());
        return Optional.empty();
      }
    }
    problems.expect(
        policy.noSignatures(),
        "--enrol: say which clients may sign (make keys with 'fedbench keys'), or say --no-signatures");
    int clients = Math.max(1, policy.clients());
    return Optional.of(
        NumberedEnrolment.unsigned(clients, Authentication.defaults().maxExamples()));
  }

  private Optional<BenchmarkConfig> config(
      Optional<ClientFactory> factory, Optional<Enrolment> enrolled, Problems problems) {
    BenchmarkBuilder builder = Benchmark.builder();
    int clients = enrol.isPresent() ? enrolled.map(Enrolment::size).orElse(1) : policy.clients();
    factory.ifPresentOrElse(made -> builder.clients(clients, made), () -> builder.clients(clients));
    policy.apply(builder);
    proofs.apply(builder, workload.synthetic(), false, problems);
    keeping.apply(builder, problems);
    Matcher address = ADDRESS.matcher(bind);
    if (address.matches()) {
      builder.coordinator(address.group(1), Integer.parseInt(address.group(2)));
    } else {
      problems.expect(false, "--bind: '%s'; expected HOST:PORT", bind);
    }
    try {
      return Optional.of(builder.config());
    } catch (InvalidConfigException e) {
      e.problems().forEach(problem -> problems.expect(false, "%s", problem));
      return Optional.empty();
    }
  }

  private int serve(BenchmarkConfig run, ClientFactory factory, Enrolment enrolled)
      throws Exception {
    FederatedConfig config = run.federated().get(0).config();
    CoordinatorObserver lines = new RoundLines(spec.commandLine().getOut());
    if (config.keeping().isEmpty()) {
      return serve(config, run.seed(), factory, enrolled, lines, () -> {});
    }
    try (KeptRun kept = KeptRun.open(config.keeping().get())) {
      return serve(
          config, run.seed(), factory, enrolled, kept.before(lines), () -> finishKeeping(kept));
    }
  }

  private void finishKeeping(KeptRun kept) throws IOException {
    kept.close();
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        "kept run %s: %d models, %d updates".formatted(kept.run(), kept.models(), kept.updates()));
    out.flush();
  }

  /**
   * Serves until the run is over.
   *
   * @param kept is closed when the last model is there, and before an interrupt ends the process
   */
  private int serve(
      FederatedConfig config,
      long seed,
      ClientFactory factory,
      Enrolment enrolled,
      CoordinatorObserver observer,
      Closeable kept)
      throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    boolean endless = config.authentication().openEnrolment();
    CoordinatorAddress.Local address = (CoordinatorAddress.Local) config.coordinator();
    Coordinator coordinator =
        CoordinatorStart.start(
            config,
            address,
            factory,
            enrolled,
            new RunKeys().store(config, this::warn),
            endless,
            seed,
            observer,
            this::warn);
    Interrupt interrupt = Interrupt.cancels(() -> coordinator.abort("interrupted"));
    try (interrupt;
        kept;
        coordinator) {
      out.println("endpoint " + coordinator.endpoint());
      out.flush();
      Optional<String> failure = Optional.empty();
      while (failure.isEmpty()) {
        failure = coordinator.awaitEnd(Duration.ofSeconds(1));
      }
      coordinator.awaitReported(LINGER);
      return finish(failure.get(), coordinator.report());
    }
  }

  private void warn(String text) {
    spec.commandLine().getErr().println("warning: " + text);
  }

  private int finish(String failure, RunReport report) {
    PrintWriter out = spec.commandLine().getOut();
    report.rejections().forEach((cause, count) -> out.println("refused " + cause + " " + count));
    out.flush();
    if (failure.isEmpty()) {
      return ExitCode.PASS;
    }
    spec.commandLine().getErr().println("error: " + failure);
    return failure.equals("interrupted") ? ExitCode.INTERRUPTED : ExitCode.RUN_ERROR;
  }
}
