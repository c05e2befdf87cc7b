package dev.fedbench.circom;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.fedbench.zk.circom.CircomFileException;

class CircomProgramFuzzTest {

  private static final WasmLimits LIMITS = new WasmLimits(1 << 20, 100_000);

  /** Bytes of a right program changed, cut off or added: refused, or run within its bounds. */
  @FuzzTest(maxDuration = "1m")
  void any_program_is_refused_or_bounded(FuzzedDataProvider data) throws Exception {
    byte[] wasm = ProductProgram.builder().build();
    int changes = data.consumeInt(0, 8);
    for (int i = 0; i < changes; i++) {
      wasm[data.consumeInt(0, wasm.length - 1)] = data.consumeByte();
    }
    byte[] more = data.consumeBytes(64);
    byte[] all = java.util.Arrays.copyOf(wasm, wasm.length + more.length);
    System.arraycopy(more, 0, all, wasm.length, more.length);
    try {
      CircomProgram program = CircomProgram.of("fuzzed", all, LIMITS);
      assertThat(program.wtns(ProductProgram.inputs(11, 13, 7)))
          .startsWith("wtns".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    } catch (CircomFileException | WitnessException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }
}
