package dev.fedbench.examples.cli;

import dev.fedbench.proof.ProofKind;
import dev.fedbench.zk.circom.CircomFiles;
import dev.fedbench.zk.circom.CircuitSummary;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code fedbench zk circuit}. */
@Command(
    name = "circuit",
    description = {
      "Writes one of the circuits of an update, and the witness of an update if it is given.",
      "",
      "Exit codes: 0 written, 1 a file cannot be written, 2 usage, or an update that is none or",
      "breaks its bounds."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ZkCircuitCommand extends FileCommand {

  @Option(
      names = "--kind",
      required = true,
      paramLabel = "KIND",
      description = "standard or secure.")
  private ProofKind kind;

  @Option(
      names = "--size",
      required = true,
      paramLabel = "N",
      description = "Values of an update; all in one proof.")
  private int size;

  @Option(
      names = "--bits",
      paramLabel = "B",
      description = "Of a value, its sign included (default: ${DEFAULT-VALUE}).")
  private int bits = 16;

  @Option(
      names = "--r1cs",
      required = true,
      paramLabel = "FILE",
      description = "Where the circuit goes.")
  private Path r1cs;

  @Option(
      names = "--input",
      paramLabel = "FILE",
      description = "The update, as JSON: gradients, maxNormSq, minActive, iv.")
  private Optional<Path> input = Optional.empty();

  @Option(names = "--wtns", paramLabel = "FILE", description = "Where its witness goes.")
  private Optional<Path> wtns = Optional.empty();

  @Override
  List<String> problems() {
    return input.isPresent() == wtns.isPresent()
        ? List.of()
        : List.of("--input and --wtns: give both of them, or neither");
  }

  @Override
  int work() throws IOException {
    CircomFiles files = new CircomFiles(new SecureRandom());
    String name = kind.name().toLowerCase(Locale.ROOT);
    CircuitSummary made =
        input.isPresent()
            ? files.circuit(name, size, bits, r1cs, input.get(), wtns.orElseThrow())
            : files.circuit(name, size, bits, r1cs);
    say(
        "%s: %s, %d constraints, %d variables, %d public signals"
            .formatted(r1cs, made.id(), made.constraints(), made.variables(), made.publics()));
    return ExitCode.PASS;
  }
}
