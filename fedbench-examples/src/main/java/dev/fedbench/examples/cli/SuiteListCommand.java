package dev.fedbench.examples.cli;

import dev.fedbench.spi.Extensions;
import dev.fedbench.suite.Profile;
import dev.fedbench.suite.Suite;
import java.io.PrintWriter;
import java.util.List;
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
              SuitePoints.of(suite, profile)
                  .forEach(
                      (scenario, points) ->
                          out.println(
                              "  %s (%d %s)"
                                  .formatted(scenario, points, points == 1 ? "point" : "points")));
            });
    out.flush();
    return ExitCode.PASS;
  }
}
