package dev.fedbench.examples.cli;

import dev.fedbench.zk.circom.CircomFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code fedbench zk setup}. */
@Command(
    name = "setup",
    description = {
      "Makes keys of a circuit, with a trapdoor that is forgotten and never written.",
      "Insecure: whoever runs this could have kept it, and forge. For measuring.",
      "",
      "Exit codes: 0 made, 1 a file cannot be written, 2 usage or a file that is no circuit."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ZkSetupCommand extends FileCommand {

  @Option(names = "--r1cs", required = true, paramLabel = "FILE", description = "The circuit.")
  private Path r1cs;

  @Option(
      names = "--zkey",
      required = true,
      paramLabel = "FILE",
      description = "Where the key to prove with goes.")
  private Path zkey;

  @Option(
      names = "--vkey",
      required = true,
      paramLabel = "FILE",
      description = "Where the key to verify with goes, as JSON.")
  private Path vkey;

  @Override
  int work() throws IOException {
    new CircomFiles(new SecureRandom()).setup(r1cs, zkey, vkey);
    say("%s, %s: keys of a single party, insecure".formatted(zkey, vkey));
    return ExitCode.PASS;
  }
}
