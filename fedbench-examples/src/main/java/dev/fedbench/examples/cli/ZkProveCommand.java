package dev.fedbench.examples.cli;

import dev.fedbench.zk.circom.CircomFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code fedbench zk prove}. */
@Command(
    name = "prove",
    description = {
      "Proves, verifies the proof, and writes it and its public signals.",
      "",
      "Exit codes: 0 proved, 1 a file cannot be written, 2 usage, a file that is no key or no",
      "witness, or a witness that does not fulfil the circuit."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ZkProveCommand extends FileCommand {

  @Option(names = "--zkey", required = true, paramLabel = "FILE", description = "The key.")
  private Path zkey;

  @Option(names = "--wtns", required = true, paramLabel = "FILE", description = "The witness.")
  private Path wtns;

  @Option(
      names = "--proof",
      required = true,
      paramLabel = "FILE",
      description = "Where the proof goes, as JSON.")
  private Path proof;

  @Option(
      names = "--public",
      required = true,
      paramLabel = "FILE",
      description = "Where the public signals go, as JSON.")
  private Path publics;

  @Override
  int work() throws IOException {
    new CircomFiles(new SecureRandom()).prove(zkey, wtns, proof, publics);
    return ExitCode.PASS;
  }
}
