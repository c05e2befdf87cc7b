package dev.fedbench.core.fedzk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.fedbench.fl.TensorLayout;
import dev.fedbench.fl.TensorSpec;
import dev.fedbench.fl.Tensors;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubmitUpdateTest {

  private static SubmitUpdate parse(String json) throws SubmitUpdate.InvalidBodyException {
    return SubmitUpdate.parse(ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)), false);
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

  @FuzzTest(maxDuration = "1m")
  void never_throws_anything_but_its_own_exception(byte[] body) {
    try {
      SubmitUpdate.parse(ByteBuffer.wrap(body), false).tensors(Optional.empty());
    } catch (SubmitUpdate.InvalidBodyException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }
}
