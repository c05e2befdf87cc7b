package dev.fedbench.circom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.zk.circom.CircomInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Programs that circom compiled, and the witnesses that snarkjs computed with them: what
 * fedbench-zk's own interop tests leave in its {@code target/interop}. Run by the profile interop
 * alone, after those (CONTRIBUTING.md).
 */
@Tag("interop")
class CircomInteropTest {

  private static final Path THERE =
      Path.of(System.getProperty("basedir", ".")).resolve("../fedbench-zk/target/interop");

  static List<Path> circuits() throws IOException {
    try (Stream<Path> directories = Files.list(THERE)) {
      return directories.filter(each -> Files.exists(wasm(each))).sorted().toList();
    }
  }

  private static Path wasm(Path circuit) {
    Path name = circuit.getFileName();
    return circuit.resolve(name + "_js").resolve(name + ".wasm");
  }

  @Test
  void there_are_circuits() throws Exception {
    assertThat(circuits()).hasSizeGreaterThanOrEqualTo(6);
  }

  @ParameterizedTest
  @MethodSource("circuits")
  void the_witness_is_snarkjss_byte_for_byte(Path circuit) throws Exception {
    CircomProgram program = CircomProgram.read(wasm(circuit), WasmLimits.DEFAULTS);
    byte[] witness = program.wtns(CircomInput.read(circuit.resolve("input.json")));
    assertThat(witness).isEqualTo(Files.readAllBytes(circuit.resolve("w.wtns")));
  }

  @ParameterizedTest
  @MethodSource("circuits")
  void under_its_key_it_is_proved(Path circuit) throws Exception {
    CircomCircuit own =
        CircomCircuit.of(
            wasm(circuit),
            circuit.resolve("ours.zkey"),
            (context, update, bounds) -> {
              throw new IllegalStateException("no update here");
            });
    byte[] witness = own.witness(CircomInput.read(circuit.resolve("input.json")));
    assertThat(own.key().proveEncoded(witness)).hasSize(256);
  }
}
