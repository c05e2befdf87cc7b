package dev.fedbench.examples.cli;

/** What the process says at its end. */
final class ExitCode {

  static final int PASS = 0;

  /** The run could not be carried out, or too few clients succeeded. */
  static final int RUN_ERROR = 1;

  /** An option is wrong; nothing was started. */
  static final int USAGE = 2;

  /** What was to be checked is wrong: a proof that is invalid, or one that should have been. */
  static final int INCORRECT = 6;

  static final int INTERRUPTED = 130;

  private ExitCode() {}
}
