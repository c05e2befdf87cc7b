package dev.fedbench.examples.cli;

import dev.fedbench.zk.circom.CircomFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code fedbench zk bench}. */
@Command(
    name = "bench",
    description = {
      "Times proofs of one witness, warm, and the first one apart. Prints one JSON object; times",
      "are medians, in milliseconds. Each proof is verified, and one of a changed signal refused.",
      "",
      "Exit codes: 0 measured, 2 usage, a file that is no key or no witness, or a witness that",
      "does not fulfil the circuit."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ZkBenchCommand extends FileCommand {

  private static final int MOST_RUNS = 1_000_000;
  private static final int MOST_THREADS = 1024;

  @Option(names = "--zkey", required = true, paramLabel = "FILE", description = "The key.")
  private Path zkey;

  @Option(names = "--wtns", required = true, paramLabel = "FILE", description = "The witness.")
  private Path wtns;

  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "Proofs to time (default: ${DEFAULT-VALUE}).")
  private int runs = 10;

  @Option(
      names = "--threads",
      paramLabel = "T",
      description = "Proofs at a time, each on one thread (default: ${DEFAULT-VALUE}).")
  private int threads = 1;

  @Override
  List<String> problems() {
    if (runs < 1 || runs > MOST_RUNS) {
      return List.of("--runs: %d; expected 1 to %d".formatted(runs, MOST_RUNS));
    }
    return threads < 1 || threads > MOST_THREADS
        ? List.of("--threads: %d; expected 1 to %d".formatted(threads, MOST_THREADS))
        : List.of();
  }

  @Override
  int work() throws IOException, InterruptedException {
    say(new CircomFiles(new SecureRandom()).bench(zkey, wtns, runs, threads).toJson());
    return ExitCode.PASS;
  }
}
