package dev.fedbench.examples.cli;

import dev.fedbench.circom.CircomProgram;
import dev.fedbench.circom.WasmLimits;
import dev.fedbench.circom.WitnessException;
import dev.fedbench.core.report.AtomicFile;
import dev.fedbench.zk.circom.CircomFileException;
import dev.fedbench.zk.circom.CircomInput;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code fedbench zk witness}. */
@Command(
    name = "witness",
    description = {
      "Computes a witness with the program that circom made of a circuit. The program runs in bounds",
      "and without access to anything: 512 MiB of memory, 10^10 steps.",
      "",
      "Exit codes: 0 computed, 1 the file cannot be written, 2 usage, a file that is no program or no",
      "input, or inputs that the circuit refuses."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ZkWitnessCommand extends FileCommand {

  @Option(
      names = "--wasm",
      required = true,
      paramLabel = "FILE",
      description = "The program: NAME_js/NAME.wasm of circom NAME.circom --wasm.")
  private Path wasm;

  @Option(
      names = "--input",
      required = true,
      paramLabel = "FILE",
      description = "The input signals' values, as JSON.")
  private Path input;

  @Option(
      names = "--wtns",
      required = true,
      paramLabel = "FILE",
      description = "Where the witness goes.")
  private Path wtns;

  @Override
  int work() throws IOException, InterruptedException {
    CircomProgram program = CircomProgram.read(wasm, WasmLimits.DEFAULTS);
    byte[] witness;
    try {
      witness = program.wtns(CircomInput.read(input));
    } catch (WitnessException e) {
      throw CircomFileException.of(input.toString(), e.getMessage(), e);
    }
    AtomicFile.write(wtns, out -> out.write(witness));
    return ExitCode.PASS;
  }
}
