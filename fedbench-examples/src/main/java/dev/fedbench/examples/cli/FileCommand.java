package dev.fedbench.examples.cli;

import dev.fedbench.zk.circom.CircomFileException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * A command that reads files and writes others. Files that cannot be read as what they should be
 * are mistakes of the command line; files that cannot be written are not.
 */
abstract class FileCommand implements CheckedCommand {

  @Spec private CommandSpec spec;

  /**
   * Does it.
   *
   * @return the exit code
   * @throws CircomFileException if a file is not what it should be
   * @throws IllegalArgumentException if there is no such thing
   */
  abstract int work() throws IOException, InterruptedException;

  /** What is wrong with the options together. */
  List<String> problems() {
    return List.of();
  }

  @Override
  public final int execute(List<String> mistakes) {
    List<String> all = mistakes.isEmpty() ? problems() : mistakes;
    if (!all.isEmpty()) {
      return Cli.complain(spec.commandLine(), all);
    }
    try {
      return work();
    } catch (CircomFileException | IllegalArgumentException e) {
      return fail(e, ExitCode.USAGE);
    } catch (InterruptedException | ClosedByInterruptException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED;
    } catch (IOException e) {
      return fail(e, ExitCode.RUN_ERROR);
    }
  }

  private int fail(Exception problem, int exitCode) {
    spec.commandLine().getErr().println("error: " + problem.getMessage());
    spec.commandLine().getErr().flush();
    return exitCode;
  }

  /** Prints a line. */
  final void say(String line) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }
}
