package dev.fedbench.core.fedzk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.sun.management.ThreadMXBean;
import dev.fedbench.fl.TensorLayout;
import dev.fedbench.fl.TensorSpec;
import dev.fedbench.fl.Tensors;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubmitUpdateTest {

  private static SubmitUpdate parse(String json) throws SubmitUpdate.InvalidBodyException {
    return parse(json, 0);
  }

  private static SubmitUpdate parse(String json, int parts)
      throws SubmitUpdate.InvalidBodyException {
    return SubmitUpdate.parse(ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)), parts);
  }

  @Test
  void reads_what_fedzk_clients_send() throws Exception {
    SubmitUpdate update =
        parse(
            """
            {"gradients": {"weights": [1.5, -2, 3e2], "bias": [0.5]},
             "proof": {}, "public_inputs": [], "client_id": "me", "extra": {"a": [1, {}]}}
            """);
    assertThat(update.clientId()).isEqualTo("me");
    Tensors tensors = update.tensors(Optional.empty());
    assertThat(tensors.tensor("weights")).containsExactly(1.5f, -2f, 300f);
    assertThat(tensors.tensor("bias")).containsExactly(0.5f);
  }

  @Test
  void orders_values_as_the_model_does() throws Exception {
    TensorLayout model = TensorLayout.of(TensorSpec.of("bias", 1), TensorSpec.of("weights", 2, 1));
    SubmitUpdate update = parse("{\"gradients\":{\"weights\":[1,2],\"bias\":[3]}}");
    assertThat(update.tensors(Optional.of(model)).values()).containsExactly(3, 1, 2);
    assertThat(update.clientId()).isEqualTo("unknown");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"gradients\":{\"weights\":[1,2]}}",
        "{\"gradients\":{\"weights\":[1,2],\"bias\":[3],\"more\":[4]}}",
        "{\"gradients\":{\"weights\":[1],\"bias\":[3]}}",
        "{\"gradients\":{\"Weights\":[1,2],\"bias\":[3]}}",
      })
  void refuses_other_names_and_lengths_than_the_models(String json) throws Exception {
    TensorLayout model = TensorLayout.of(TensorSpec.of("bias", 1), TensorSpec.of("weights", 2));
    SubmitUpdate update = parse(json);
    assertThatThrownBy(() -> update.tensors(Optional.of(model)))
        .isInstanceOf(SubmitUpdate.InvalidBodyException.class)
        .hasMessageContaining("expected");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "null",
        "{}",
        "{\"gradients\":{}}",
        "{\"gradients\":[1]}",
        "{\"gradients\":{\"w\":[]}}",
        "{\"gradients\":{\"w\":1}}",
        "{\"gradients\":{\"w\":[\"1\"]}}",
        "{\"gradients\":{\"w\":[null]}}",
        "{\"gradients\":{\"w\":[NaN]}}",
        "{\"gradients\":{\"w\":[1]},\"gradients\":{\"w\":[2]}}",
        "{\"gradients\":{\"w\":[1],\"w\":[2]}}",
        "{\"gradients\":{\"w\":[1]},\"client_id\":7}",
        "{\"gradients\":{\"w\":[1]},\"proof\":{\"pi_a\":[1]}}",
        "{\"gradients\":{\"w\":[1]},\"public_inputs\":[\"1\"]}",
        "{\"gradients\":{\"w\":[1]}} {}",
        "{\"gradients\":{\"w\":[1]}",
        "{\"gradients\":{\"w\":[1",
      })
  void refuses_everything_else(String json) {
    assertThatThrownBy(() -> parse(json)).isInstanceOf(SubmitUpdate.InvalidBodyException.class);
  }

  @Test
  void refuses_json_that_is_too_deep() {
    String deep = "{\"x\":" + "[".repeat(100) + "]".repeat(100) + "}";
    assertThatThrownBy(() -> parse(deep)).isInstanceOf(SubmitUpdate.InvalidBodyException.class);
  }

  private static final String PROVEN =
      """
      {"gradients": {"w": [1]}, "client_id": "me", "run_id": "0aFF", "round": 1, "base_version": 2,
       "example_count": 3, "salt": "%s", "proof": %s, "public_inputs": %s}
      """;

  private static SubmitUpdate.Evidence evidence(int parts, String proof, String inputs)
      throws SubmitUpdate.InvalidBodyException {
    return parse(PROVEN.formatted("01".repeat(32), proof, inputs), parts).evidence().orElseThrow();
  }

  @Test
  void reads_what_a_proven_update_carries() throws Exception {
    SubmitUpdate.Evidence one = evidence(1, "{\"a\": [1, {\"b\": null}]}", "[\"10\", 20]");
    assertThat(one.proofs()).containsExactly("{\"a\":[1,{\"b\":null}]}");
    assertThat(one.publicInputs()).containsExactly(List.of(BigInteger.TEN, BigInteger.valueOf(20)));
    assertThat(one.runId()).containsExactly(10, -1);
    assertThat(one.round()).isEqualTo(1);
    assertThat(one.baseVersion()).isEqualTo(2);
    assertThat(one.examples()).isEqualTo(3);
    assertThat(one.salt()).hasSize(32).containsOnly(1);
  }

  @Test
  void reads_a_proof_of_several_parts() throws Exception {
    SubmitUpdate.Evidence two = evidence(2, "[{\"a\": 1}, {}]", "[[\"1\", 2], []]");
    assertThat(two.proofs()).containsExactly("{\"a\":1}", "{}");
    assertThat(two.publicInputs())
        .containsExactly(List.of(BigInteger.ONE, BigInteger.TWO), List.of());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}           | [[1], [2]]      | proof: of 1 proofs; expected 2
          [{}]         | [[1], [2]]      | proof: of 1 proofs; expected 2
          [{}, {}, {}] | [[1], [2]]      | proof: of more proofs; expected 2
          [{}, {}]     | [1, 2]          | public_inputs: of 1 proofs; expected 2
          [{}, {}]     | [[1]]           | public_inputs: of 1 proofs; expected 2
          [{}, {}]     | [[1], [2], [3]] | public_inputs: of more proofs; expected 2
          """)
  void refuses_more_and_fewer_parts_than_a_proof_has(String proof, String inputs, String why) {
    assertThatThrownBy(() -> evidence(2, proof, inputs))
        .isInstanceOf(SubmitUpdate.InvalidBodyException.class)
        .hasMessage(why);
  }

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** A tree of them would take up to thirty times as much as they do themselves. */
  @ParameterizedTest
  @ValueSource(strings = {"proof", "public_inputs", "run_id", "salt", "round", "more"})
  void holds_no_strangers_arrays(String field) {
    for (String element : new String[] {"[],", "{},", "1,", "[1],", "\"\","}) {
      String array = "[" + element.repeat(4_000_000 / element.length()) + "1]";
      byte[] body =
          "{\"%s\":%s,\"gradients\":{\"w\":[1]}}"
              .formatted(field, array)
              .getBytes(StandardCharsets.UTF_8);
      long before = THREADS.getCurrentThreadAllocatedBytes();
      assertThatThrownBy(() -> SubmitUpdate.parse(ByteBuffer.wrap(body), 1))
          .isInstanceOf(SubmitUpdate.InvalidBodyException.class);
      long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
      assertThat(allocated).as(element).isLessThan(2L * body.length);
    }
  }

  static Stream<Arguments> seeds() {
    return Stream.of(
            PROVEN.formatted("01".repeat(32), "{\"pi_a\":[\"1\"]}", "[\"10\",20]"),
            PROVEN.formatted("01".repeat(32), "[{}]", "[[\"10\",20]]"),
            "{\"gradients\":{\"w\":[1,2.5e3]},\"client_id\":\"me\",\"proof\":{}}")
        .map(json -> Arguments.of(json.getBytes(StandardCharsets.UTF_8)));
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "1m")
  void a_proven_body_never_throws_anything_but_its_own_exception(byte[] body) {
    try {
      SubmitUpdate update = SubmitUpdate.parse(ByteBuffer.wrap(body), 1);
      SubmitUpdate.Evidence evidence = update.evidence().orElseThrow();
      assertThat(evidence.proofs()).hasSize(1);
      assertThat(evidence.publicInputs()).hasSize(1);
      assertThat(evidence.salt()).hasSize(32);
      update.tensors(Optional.empty());
    } catch (SubmitUpdate.InvalidBodyException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  @FuzzTest(maxDuration = "1m")
  void never_throws_anything_but_its_own_exception(byte[] body) {
    try {
      SubmitUpdate.parse(ByteBuffer.wrap(body), 0).tensors(Optional.empty());
    } catch (SubmitUpdate.InvalidBodyException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }
}
