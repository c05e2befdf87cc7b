package dev.fedbench.circom;

import static dev.fedbench.circom.WasmBuilder.DROP;
import static dev.fedbench.circom.WasmBuilder.GROW;
import static dev.fedbench.circom.WasmBuilder.call;
import static dev.fedbench.circom.WasmBuilder.constant;
import static dev.fedbench.circom.WasmBuilder.forever;
import static dev.fedbench.circom.WasmBuilder.store;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.zk.circom.CircomFileException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class CircomProgramTest {

  private static final WasmLimits LIMITS = new WasmLimits(1 << 20, 1_000_000);

  private static CircomProgram program(byte[] wasm) throws CircomFileException {
    return CircomProgram.of("test.wasm", wasm, LIMITS);
  }

  private static void assertRefused(byte[] wasm, String message) {
    assertThatThrownBy(() -> program(wasm))
        .isInstanceOf(CircomFileException.class)
        .hasMessageStartingWith("'test.wasm': ")
        .hasMessageContaining(message);
  }

  private static void assertFails(WasmBuilder wasm, String message) throws Exception {
    CircomProgram program = program(wasm.build());
    assertThatThrownBy(() -> program.wtns(ProductProgram.inputs(11, 13, 7)))
        .isInstanceOf(WitnessException.class)
        .hasMessageContaining(message);
  }

  @Test
  void the_witness_is_snarkjss_byte_for_byte() throws Exception {
    CircomProgram program = program(ProductProgram.builder().build());
    byte[] theirs = ProductProgram.file("witness.wtns");
    assertThat(program.wtns(ProductProgram.inputs(11, 13, 7))).isEqualTo(theirs);
    assertThat(program.wtns(ProductProgram.inputs(10, 13, 7))).isNotEqualTo(theirs);
    assertThat(program.wtns(ProductProgram.inputs(11, 13, 7))).isEqualTo(theirs); // no trace
  }

  @Test
  void an_assertion_that_fails_is_told_in_the_circuits_words() throws Exception {
    CircomProgram program = program(ProductProgram.builder().build());
    assertThatThrownBy(() -> program.wtns(ProductProgram.inputs(16, 13, 7)))
        .isInstanceOf(WitnessException.class)
        .hasMessage(
            "the circuit refuses these inputs: an assertion failed (x has more than 4 bits)");
  }

  static Stream<Arguments> wrongInputs() {
    return Stream.of(
        wrong("the circuit has no input 'z'", inputs -> inputs.put("z", List.of(BigInteger.ONE))),
        wrong("not all inputs are set: 2 values; the circuit has 3", i -> i.remove("tag")),
        wrong("input 'x': 0 values; expected 1", inputs -> inputs.put("x", List.of())),
        wrong(
            "input 'x': 2 values; expected 1",
            inputs -> inputs.put("x", List.of(BigInteger.ONE, BigInteger.ONE))),
        wrong(
            "input 'y', value 0: expected a number from 0 to r - 1",
            inputs -> inputs.put("y", List.of(ProductProgram.PRIME))),
        wrong(
            "input 'y', value 0: expected a number from 0 to r - 1",
            inputs -> inputs.put("y", List.of(BigInteger.ONE.negate()))));
  }

  private static Arguments wrong(String message, Consumer<Map<String, List<BigInteger>>> change) {
    return Arguments.of(message, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongInputs")
  void inputs_that_are_not_the_circuits_are_named(
      String message, Consumer<Map<String, List<BigInteger>>> change) throws Exception {
    CircomProgram program = program(ProductProgram.builder().build());
    Map<String, List<BigInteger>> inputs = new HashMap<>(ProductProgram.inputs(11, 13, 7));
    change.accept(inputs);
    assertThatThrownBy(() -> program.wtns(inputs))
        .isInstanceOf(WitnessException.class)
        .hasMessage(message);
  }

  @Test
  void a_loop_without_end_ends() throws Exception {
    WasmBuilder wasm = ProductProgram.builder();
    wasm.function("init", 1, 0, forever());
    assertFails(wasm, "took more than 1000000 steps");
  }

  /** No loop, but 2^60 calls. */
  @Test
  void calls_without_end_end() throws Exception {
    WasmBuilder wasm = ProductProgram.builder();
    wasm.function("", 0, 0);
    for (int i = 0; i < 60; i++) {
      int last = wasm.next() - 1;
      wasm.function("", 0, 0, call(last), call(last));
    }
    wasm.function("init", 1, 0, call(wasm.next() - 1));
    assertFails(wasm, "took more than 1000000 steps");
  }

  @Test
  void calls_nested_without_end_are_an_error_and_not_the_end_of_the_process() throws Exception {
    WasmBuilder wasm = ProductProgram.builder();
    wasm.function("", 0, 0, call(wasm.next()));
    wasm.function("init", 1, 0, call(wasm.next() - 1));
    CircomProgram program =
        CircomProgram.of("deep", wasm.build(), new WasmLimits(1 << 20, Long.MAX_VALUE));
    assertThatThrownBy(() -> program.wtns(Map.of()))
        .isInstanceOf(WitnessException.class)
        .hasMessageContaining("the circuit's program failed");
  }

  @Test
  void memory_does_not_grow_beyond_its_bound() throws Exception {
    WasmBuilder wasm = ProductProgram.builder();
    // 16 pages are the bound: growing by 100 fails, and what lies there is out of reach.
    wasm.function(
        "init",
        1,
        0,
        constant(100),
        GROW,
        DROP,
        constant(50 * WasmLimits.PAGE_BYTES),
        constant(1),
        store(0));
    assertFails(wasm, "the circuit's program failed");
  }

  @Test
  void a_message_without_end_ends() throws Exception {
    WasmBuilder wasm = ProductProgram.builder();
    wasm.function("getMessageChar", 0, 1, constant('a'));
    CircomProgram program = program(wasm.build());
    assertThatThrownBy(() -> program.wtns(ProductProgram.inputs(16, 1, 1)))
        .isInstanceOf(WitnessException.class)
        .hasMessageContaining("more than 1000000 steps");
  }

  @Test
  void a_message_says_nothing_to_the_terminal() throws Exception {
    WasmBuilder wasm = ProductProgram.builder().data(4096, "\u001b[2Jgone");
    CircomProgram program = program(wasm.build());
    assertThatThrownBy(() -> program.wtns(ProductProgram.inputs(16, 1, 1)))
        .hasMessageContaining("(?[2Jgone)");
  }

  @Test
  void witnesses_that_are_none_are_refused() throws Exception {
    assertFails(
        ProductProgram.builder(ProductProgram.PRIME.add(BigInteger.TWO)),
        "compiled for another field");
    WasmBuilder huge = ProductProgram.builder();
    huge.function("getWitnessSize", 0, 1, constant(Integer.MAX_VALUE));
    assertFails(huge, "a witness of 2147483647 values");
    WasmBuilder none = ProductProgram.builder();
    none.function("getWitnessSize", 0, 1, constant(0));
    assertFails(none, "a witness of 0 values");
    WasmBuilder large = ProductProgram.builder();
    byte[] ones = {};
    for (int i = 0; i < 8; i++) {
      ones =
          WasmBuilder.join(ones, constant(ProductProgram.SHARED + 4 * i), constant(-1), store(0));
    }
    large.function("getWitness", 1, 0, ones);
    assertFails(large, "value 0 of the witness is not below r");
    WasmBuilder far = ProductProgram.builder();
    far.function("getSharedRWMemoryStart", 0, 1, constant(-8));
    assertFails(far, "the circuit's program failed");
  }

  @Test
  void what_a_module_may_not_have_it_does_not_get() {
    WasmBuilder host = new WasmBuilder();
    host.imported("wasi_snapshot_preview1", "fd_write", 4);
    assertRefused(host.build(), "imports FUNCTION 'wasi_snapshot_preview1.fd_write'");
    assertRefused(ProductProgram.builder().memory(0, 17).build(), "starts with 1114112 bytes");
    assertRefused(ProductProgram.builder().memory(3, 1, 2).build(), "shared");
    assertRefused(ProductProgram.builder().table(0, WasmBuilder.u(10)).build(), "tables of up to");
    assertRefused(ProductProgram.builder().rawType(0x5e, 0x7f, 1).build(), "is not a function's");
    assertRefused(ProductProgram.builder().without("getWitness").build(), "'getWitness'");
    WasmBuilder starting = ProductProgram.builder();
    starting.start(starting.function("", 0, 0));
    assertRefused(starting.build(), "starts by itself");
    WasmBuilder wide = ProductProgram.builder().without("init");
    wide.function("init", 2, 0);
    assertRefused(wide.build(), "'init' is of type");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "asm", "\0asm", "\0asm\1\0\0\0", "not wasm at all"})
  void what_is_no_module_is_refused(String text) {
    assertRefused(text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1), "");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void a_module_with_any_byte_changed_is_refused_or_bounded(long seed) throws Exception {
    byte[] right = ProductProgram.builder().build();
    Random random = new Random(seed);
    for (int i = 0; i < 60; i++) {
      byte[] wasm =
          random.nextInt(4) == 0
              ? Arrays.copyOf(right, random.nextInt(right.length))
              : right.clone();
      if (wasm.length == right.length) {
        wasm[random.nextInt(wasm.length)] ^= (byte) (1 << random.nextInt(8));
      }
      try {
        CircomProgram program = CircomProgram.of("bent", wasm, new WasmLimits(1 << 20, 100_000));
        program.wtns(ProductProgram.inputs(11, 13, 7));
      } catch (CircomFileException | WitnessException e) {
        assertThat(e.getMessage()).isNotEmpty();
      }
    }
  }

  @Test
  void an_interrupt_stops_the_program() throws Exception {
    WasmBuilder wasm = ProductProgram.builder();
    wasm.function("init", 1, 0, forever());
    CircomProgram program =
        CircomProgram.of("loop", wasm.build(), new WasmLimits(1 << 20, Long.MAX_VALUE));
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread caller =
        new Thread(
            () -> {
              try {
                program.wtns(Map.of());
              } catch (WitnessException | InterruptedException e) {
                thrown.set(e);
              }
            },
            "test-caller");
    caller.start();
    while (caller.getState() != Thread.State.WAITING) {
      Thread.sleep(1);
    }
    caller.interrupt();
    caller.join();
    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().equals("fedbench-circom-witness"));
  }

  @Test
  void limits_are_limits() {
    for (long bytes : new long[] {0, 1, 65_537, 1L << 31}) {
      assertThatThrownBy(() -> new WasmLimits(bytes, 1))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new WasmLimits(65_536, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CircomProgram.read(Path.of("no such"), LIMITS))
        .hasMessage("'no such': there is no such file");
  }
}
