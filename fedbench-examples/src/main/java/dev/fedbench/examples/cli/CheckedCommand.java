package dev.fedbench.examples.cli;

import java.util.List;

/** A command that reports the command line's mistakes together with its own. */
interface CheckedCommand {

  /**
   * Runs.
   *
   * @param mistakes what is wrong on the command line already; if any, nothing is started
   * @return the exit code
   */
  int execute(List<String> mistakes);
}
