package dev.fedbench.examples.cli;

import dev.fedbench.Benchmark;
import dev.fedbench.BenchmarkConfig;
import dev.fedbench.BenchmarkHandle;
import dev.fedbench.result.BenchmarkResult;
import dev.fedbench.result.Outcome;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine;

/** Carries a run out in front of a user: errors, where the report is, the exit code. */
final class Runs {

  private Runs() {}

  static int run(BenchmarkConfig config, Path report, CommandLine line) {
    BenchmarkHandle handle = Benchmark.start(config);
    Interrupt interrupt = Interrupt.cancels(handle);
    try (interrupt) {
      BenchmarkResult result = handle.result();
      PrintWriter out = line.getOut();
      PrintWriter err = line.getErr();
      if (result.outcome() != Outcome.COMPLETED) {
        result.scenarios().stream()
            .flatMap(scenario -> scenario.reason().stream())
            .forEach(reason -> err.println("error: " + reason));
      }
      out.println("Report saved to " + report);
      out.flush();
      err.flush();
      return switch (result.outcome()) {
        case COMPLETED, SATURATED, GENERATOR_LIMITED -> ExitCode.PASS;
        case CANCELLED -> ExitCode.INTERRUPTED;
        case FAILED, SKIPPED, LEAK -> ExitCode.RUN_ERROR;
        case INCORRECT -> ExitCode.INCORRECT;
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED;
    }
  }
}
