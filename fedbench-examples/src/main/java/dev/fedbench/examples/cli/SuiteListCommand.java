package dev.fedbench.examples.cli;

import dev.fedbench.rpc.Transport;
import dev.fedbench.spi.Extensions;
import dev.fedbench.suite.Profile;
import dev.fedbench.suite.Scenario;
import dev.fedbench.suite.Suite;
import dev.fedbench.suite.SuiteContext;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fedbench suite list}. */
@Command(
    name = "list",
    description = "Lists the suites and their scenarios, and runs nothing.",
    mixinStandardHelpOptions = true)
final class SuiteListCommand implements CheckedCommand {

  @Spec private CommandSpec spec;

  @Option(
      names = "--profile",
      paramLabel = "P",
      description = "quick, standard, full or comprehensive (default: standard).")
  private Profile profile = Profile.STANDARD;

  @Override
  public int execute(List<String> mistakes) {
    if (!mistakes.isEmpty()) {
      return Cli.complain(spec.commandLine(), mistakes);
    }
    PrintWriter out = spec.commandLine().getOut();
    Extensions.of(Suite.class)
        .all()
        .forEach(
            (name, suite) -> {
              out.println(name);
              points(suite)
                  .forEach(
                      (scenario, points) ->
                          out.println(
                              "  %s (%d %s)"
                                  .formatted(scenario, points, points == 1 ? "point" : "points")));
            });
    out.flush();
    return ExitCode.PASS;
  }

  /** How many points a suite measures under each scenario's name, in its order. */
  private Map<String, Integer> points(Suite suite) {
    Map<String, Integer> points = new LinkedHashMap<>();
    List<Scenario> scenarios = new ArrayList<>(suite.scenarios(context()));
    scenarios.forEach(scenario -> points.merge(scenario.name(), 1, Integer::sum));
    return points;
  }

  private SuiteContext context() {
    return new SuiteContext() {
      @Override
      public Profile profile() {
        return profile;
      }

      @Override
      public long seed() {
        return 0;
      }

      @Override
      public Optional<Transport> transport() {
        return Optional.empty();
      }
    };
  }
}
