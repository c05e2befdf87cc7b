package dev.fedbench.examples.cli;

import dev.fedbench.Benchmark;
import dev.fedbench.BenchmarkBuilder;
import dev.fedbench.BenchmarkConfig;
import dev.fedbench.core.report.ConsoleProgress;
import dev.fedbench.core.report.ConsoleReporter;
import dev.fedbench.core.report.CsvReporter;
import dev.fedbench.core.report.JsonReporter;
import dev.fedbench.core.report.PostReporter;
import dev.fedbench.spi.InvalidConfigException;
import dev.fedbench.spi.Problems;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fedbench benchmark run}. */
@Command(
    name = "run",
    description = {
      "Runs a federated benchmark: clients train, sign and submit, a coordinator verifies and aggregates.",
      "",
      "Exit codes: 0 pass, 1 run error, 2 usage, 130 interrupted."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class RunCommand implements CheckedCommand {

  private static final int DEFAULT_PORT = 8000;

  @Spec private CommandSpec spec;
  @Mixin private PolicyOptions policy;
  @Mixin private WorkloadOptions workload;
  @Mixin private ProofOptions proofs;
  @Mixin private ProofServiceOptions proofService;
  @Mixin private KeepingOptions keeping;

  @Option(
      names = {"--output", "-o"},
      paramLabel = "FILE",
      description = "The JSON report (default: ${DEFAULT-VALUE}).")
  private Path output = Path.of("benchmark_report.json");

  @Option(names = "--csv", paramLabel = "FILE", description = "A CSV report, a row a client.")
  private Optional<Path> csv = Optional.empty();

  @Option(
      names = "--report-url",
      paramLabel = "URL",
      description = "Where to POST the JSON report.")
  private Optional<URI> reportUrl = Optional.empty();

  @Option(
      names = "--coordinator-host",
      paramLabel = "HOST",
      description = "Where the coordinator listens (default: 127.0.0.1).")
  private Optional<String> host = Optional.empty();

  @Option(
      names = "--coordinator-port",
      paramLabel = "PORT",
      description = "On which port; 0 takes a free one (default: 8000).")
  private Optional<Integer> port = Optional.empty();

  @Option(
      names = "--coordinator-url",
      paramLabel = "URL",
      description = "A coordinator that already runs; none is started here.")
  private Optional<URI> url = Optional.empty();

  @Option(
      names = "--client-keys",
      paramLabel = "DIR",
      description = "The clients' private keys, for a coordinator that has enrolled them.")
  private Optional<Path> clientKeys = Optional.empty();

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "How many clients work at once (default: twice the processors, 4 at least).")
  private Optional<Integer> parallelism = Optional.empty();

  @Option(names = "--encrypted", description = "TLS between clients and coordinator.")
  private boolean encrypted;

  @Override
  public int execute(List<String> mistakes) {
    List<String> all = new ArrayList<>(mistakes);
    Optional<BenchmarkConfig> config = config(all);
    if (!all.isEmpty() || config.isEmpty()) {
      return Cli.complain(spec.commandLine(), all);
    }
    return Runs.run(config.get(), output, spec.commandLine());
  }

  private Optional<BenchmarkConfig> config(List<String> mistakes) {
    Problems problems = new Problems();
    BenchmarkBuilder builder = Benchmark.builder();
    workload
        .factory(problems)
        .ifPresentOrElse(
            factory -> builder.clients(policy.clients(), factory),
            () -> {
              builder.clients(policy.clients());
              workload.inputSize().ifPresent(builder::inputSize);
            });
    policy.apply(builder);
    proofs.apply(builder, workload.synthetic(), url.isPresent(), problems);
    proofService.apply(builder, problems);
    keeping.apply(builder, problems);
    address(builder);
    problems.expect(
        csv.isEmpty() || !absolute(csv.get()).equals(absolute(output)),
        "--csv: '%s' is the JSON report's file, too; give one of them another",
        output);
    clientKeys.ifPresent(builder::clientKeys);
    parallelism.ifPresent(builder::parallelism);
    if (encrypted) {
      builder.encrypted();
    }
    builder.listener(new ConsoleProgress());
    builder.reporter(new ConsoleReporter());
    builder.reporter(new JsonReporter(output));
    csv.ifPresent(file -> builder.reporter(new CsvReporter(file)));
    reportUrl.ifPresent(target -> problems.build(() -> builder.reporter(new PostReporter(target))));
    mistakes.addAll(problems.found());
    try {
      return Optional.of(builder.config());
    } catch (InvalidConfigException e) {
      mistakes.addAll(e.problems());
      return Optional.empty();
    }
  }

  private void address(BenchmarkBuilder builder) {
    url.ifPresent(builder::coordinatorUrl);
    if (url.isEmpty() || host.isPresent() || port.isPresent()) {
      builder.coordinator(host.orElse("127.0.0.1"), port.orElse(DEFAULT_PORT));
    }
  }

  private static Path absolute(Path file) {
    return file.toAbsolutePath().normalize();
  }
}
