package dev.fedbench.examples.cli;

import dev.fedbench.Benchmark;
import dev.fedbench.BenchmarkBuilder;
import dev.fedbench.BenchmarkConfig;
import dev.fedbench.core.report.ConsoleProgress;
import dev.fedbench.core.report.ConsoleReporter;
import dev.fedbench.core.report.CspReporter;
import dev.fedbench.core.report.JsonReporter;
import dev.fedbench.core.suite.proof.ProofSuite;
import dev.fedbench.core.suite.rpc.Profiling;
import dev.fedbench.core.suite.rpc.RpcSuite;
import dev.fedbench.core.suite.rpc.RpcSuiteBuilder;
import dev.fedbench.spi.Extensions;
import dev.fedbench.spi.InvalidConfigException;
import dev.fedbench.spi.Problems;
import dev.fedbench.storage.suite.StorageSuite;
import dev.fedbench.suite.Profile;
import dev.fedbench.suite.Suite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fedbench suite run}. */
@Command(
    name = "run",
    description = {
      "Runs a suite.",
      "",
      "Exit codes: 0 pass, 1 run error or a leak, 2 usage, 6 incorrect, 130 interrupted."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class SuiteRunCommand implements CheckedCommand {

  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SUITE", description = "Which; see 'fedbench suite list'.")
  private String suite = "";

  @Option(
      names = "--scenario",
      paramLabel = "NAME",
      split = ",",
      description = "A scenario to run, or all; may be given again (default: all).")
  private List<String> scenarios = new ArrayList<>();

  @Option(
      names = "--profile",
      paramLabel = "P",
      description = "quick, standard, full or comprehensive (default: standard).")
  private Optional<Profile> profile = Optional.empty();

  @Option(names = "--quick", description = "The same as --profile quick.")
  private boolean quick;

  @Option(
      names = "--transport",
      paramLabel = "T",
      description = "The one to measure, where a suite measures transports (default: all).")
  private Optional<String> transport = Optional.empty();

  @Option(
      names = "--iterations",
      paramLabel = "N",
      description = "Of each scenario (default: as the suite has it).")
  private Optional<Integer> iterations = Optional.empty();

  @Option(
      names = "--warm-ups",
      paramLabel = "N",
      description = "Before them, not measured (default: as the suite has it).")
  private Optional<Integer> warmUps = Optional.empty();

  @Option(
      names = "--profiling",
      negatable = true,
      description = "Suite rpc: an extra iteration of each scenario under the flight recorder.")
  private boolean profiling;

  @Option(
      names = "--same-jvm",
      description = "Suite rpc: the server in this process, not in one of its own.")
  private boolean sameJvm;

  @Option(names = "--encrypted", description = "Suite rpc: all scenarios are encrypted.")
  private boolean encrypted;

  @Option(
      names = "--samples",
      description = {
        "Suite rpc: every request's times, too, a file for each scenario in a directory beside the",
        "report."
      })
  private boolean samples;

  @Option(names = "--seed", paramLabel = "S", description = "Of everything random (default: 42).")
  private long seed = 42;

  @Option(
      names = "--output-dir",
      paramLabel = "DIR",
      description = {
        "Where the report goes; made if need be (default: ${DEFAULT-VALUE}). Suite proof: also in",
        "the form of csp-benchmarks."
      })
  private Path directory = Path.of("benchmark-results");

  @Override
  public int execute(List<String> mistakes) {
    Problems problems = new Problems();
    problems.expect(
        !quick || profile.isEmpty() || profile.get() == Profile.QUICK,
        "--quick: is --profile quick; leave one of them out");
    problems.expect(
        suite.equals(RpcSuite.NAME) || !(profiling || sameJvm || encrypted || samples),
        "--profiling, --same-jvm, --encrypted and --samples are for the suite %s; this is '%s'",
        RpcSuite.NAME,
        suite);
    if (scenarios.contains("all")) {
      scenarios = List.of();
    }
    String stamp = STAMP.format(LocalDateTime.now());
    Path report = directory.resolve("benchmark-results-" + stamp + ".json");
    Optional<Suite> found = suite(stamp, problems);
    found.ifPresent(measured -> checkScenarios(measured, problems));
    BenchmarkBuilder builder = builder(found);
    List<String> all = new ArrayList<>(mistakes);
    try {
      builder.config();
    } catch (InvalidConfigException e) {
      e.problems().forEach(problem -> problems.expect(false, "%s", problem));
    }
    all.addAll(problems.found());
    if (!all.isEmpty()) {
      return Cli.complain(spec.commandLine(), all);
    }
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      spec.commandLine().getErr().println("error: cannot make the directory: " + e);
      return ExitCode.RUN_ERROR;
    }
    if (suite.equals(ProofSuite.NAME)) {
      builder.reporter(new CspReporter(directory.resolve("csp-benchmarks-" + stamp + ".json")));
    }
    BenchmarkConfig config = builder.reporter(new JsonReporter(report)).config();
    return Runs.run(config, report, spec.commandLine());
  }

  private void checkScenarios(Suite found, Problems problems) {
    Set<String> names = SuitePoints.of(found, profile.orElse(Profile.STANDARD)).keySet();
    for (String scenario : scenarios) {
      problems.expect(
          names.contains(scenario), "--scenario: '%s'; %s has %s", scenario, suite, names);
    }
  }

  private RpcSuite rpcSuite(String stamp) {
    RpcSuiteBuilder rpc = RpcSuite.builder();
    if (profiling) {
      rpc.profiling(Profiling.FULL);
    }
    if (sameJvm) {
      rpc.insideThisJvm();
    }
    if (encrypted) {
      rpc.encrypted();
    }
    if (samples) {
      rpc.samples(directory.resolve("benchmark-samples-" + stamp));
    }
    return rpc.build();
  }

  /** What the name, the options and the environment say; none if there is no such suite. */
  private Optional<Suite> suite(String stamp, Problems problems) {
    return switch (suite) {
      case RpcSuite.NAME -> Optional.of(rpcSuite(stamp));
      case StorageSuite.NAME -> storageSuite(problems);
      default -> Extensions.of(Suite.class).find(suite);
    };
  }

  private static Optional<Suite> storageSuite(Problems problems) {
    return StorageVariables.readWithoutCompression(
            "the suite measures each way to encode beside the others", problems)
        .map(variables -> variables.ioIntensive() ? StorageSuite.withIo() : new StorageSuite());
  }

  private BenchmarkBuilder builder(Optional<Suite> found) {
    BenchmarkBuilder builder = Benchmark.builder().seed(seed);
    found.ifPresentOrElse(builder::suite, () -> builder.suite(suite)); // which says what there is
    if (!scenarios.isEmpty()) {
      builder.scenarios(scenarios.toArray(String[]::new));
    }
    if (quick || profile.isPresent()) {
      builder.profile(profile.orElse(Profile.QUICK));
    }
    transport.ifPresent(builder::transport);
    iterations.ifPresent(builder::iterations);
    warmUps.ifPresent(builder::warmups);
    return builder.listener(new ConsoleProgress()).reporter(new ConsoleReporter());
  }
}
