package dev.fedbench.examples.cli;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** The command line: parses everything, reports every mistake at once, runs the command. */
public final class Cli {

  private Cli() {}

  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** Runs a command line and returns its exit code. */
  static int run(String... args) {
    return commandLine().execute(args);
  }

  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new RootCommand());
    configure(line);
    // Collected, so that they are reported together with what the configuration finds.
    line.setExecutionStrategy(Cli::execute);
    line.setExecutionExceptionHandler(
        (exception, failed, parsed) -> {
          failed.getErr().println("fedbench broke: " + exception);
          exception.printStackTrace(failed.getErr());
          return ExitCode.RUN_ERROR;
        });
    return line;
  }

  private static void configure(CommandLine line) {
    line.getCommandSpec().parser().collectErrors(true);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.getSubcommands().values().forEach(Cli::configure);
  }

  private static int execute(ParseResult parsed) {
    ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    Integer help = CommandLine.executeHelpRequest(parsed);
    if (help != null) {
      return help;
    }
    List<String> mistakes =
        parsed.asCommandLineList().stream()
            .flatMap(line -> line.getParseResult().errors().stream())
            .map(Exception::getMessage)
            .distinct()
            .toList();
    if (last.commandSpec().userObject() instanceof CheckedCommand command) {
      return command.execute(mistakes);
    }
    if (!mistakes.isEmpty()) {
      return complain(last.commandSpec().commandLine(), mistakes);
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  /** Prints mistakes, one a line, and where help is. */
  static int complain(CommandLine line, List<String> mistakes) {
    PrintWriter err = line.getErr();
    mistakes.stream()
        .flatMap(String::lines)
        .map(OptionNames::inPlaceOfCalls)
        .forEach(each -> err.println("error: " + each));
    err.println("Try '" + line.getCommandSpec().qualifiedName() + " --help'.");
    err.flush();
    return ExitCode.USAGE;
  }
}
