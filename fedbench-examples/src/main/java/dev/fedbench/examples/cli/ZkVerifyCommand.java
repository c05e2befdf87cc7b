package dev.fedbench.examples.cli;

import dev.fedbench.zk.circom.CircomFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code fedbench zk verify}. */
@Command(
    name = "verify",
    description = {
      "Verifies a proof of snarkjs or of 'zk prove'. Says 'valid' or 'invalid'.",
      "",
      "Exit codes: 0 valid, 6 invalid, 2 usage or a file that cannot be read."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ZkVerifyCommand extends FileCommand {

  @Option(
      names = "--vkey",
      required = true,
      paramLabel = "FILE",
      description = "The verification key, as JSON.")
  private Path vkey;

  @Option(
      names = "--public",
      required = true,
      paramLabel = "FILE",
      description = "The public signals, as JSON.")
  private Path publics;

  @Option(
      names = "--proof",
      required = true,
      paramLabel = "FILE",
      description = "The proof, as JSON.")
  private Path proof;

  @Override
  int work() throws IOException {
    boolean valid = new CircomFiles(new SecureRandom()).verify(vkey, publics, proof);
    say(valid ? "valid" : "invalid");
    return valid ? ExitCode.PASS : ExitCode.INCORRECT;
  }
}
