package dev.fedbench.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.rpc.MessageKind;
import dev.fedbench.rpc.RpcClient;
import dev.fedbench.rpc.RpcResponse;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Handlers that refuse, fail and misbehave. */
interface FailureContract extends TransportUnderTest {

  @Test
  default void a_refusal_is_a_FAILURE_with_its_text() throws Exception {
    try (Rig rig = new Rig(this)) {
      RpcResponse response = Rig.call(rig.client(), "refuse", Bytes.random(1_000, 1));
      assertThat(response.kind()).isEqualTo(MessageKind.FAILURE);
      assertThat(response.text()).isEqualTo(ScriptedHandler.REFUSAL);
    }
  }

  @Test
  default void a_breakage_is_an_ERROR_with_its_text() throws Exception {
    try (Rig rig = new Rig(this)) {
      RpcResponse response = Rig.call(rig.client(), "break", Bytes.random(1_000, 1));
      assertThat(response.kind()).isEqualTo(MessageKind.ERROR);
      assertThat(response.text()).isEqualTo(ScriptedHandler.BREAKAGE);
    }
  }

  @Test
  default void an_unknown_method_is_the_handlers_business() throws Exception {
    try (Rig rig = new Rig(this)) {
      RpcResponse response = Rig.call(rig.client(), "no-such.method_1", ByteBuffer.allocate(0));
      assertThat(response.kind()).isEqualTo(MessageKind.FAILURE);
      assertThat(response.text()).isEqualTo("unknown method no-such.method_1");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"throw-exception", "throw-error", "return-null", "answer-null", "fail-stage"})
  default void a_handler_that_misbehaves_is_an_ERROR_to_that_caller_alone(String how)
      throws Exception {
    try (Rig rig = new Rig(this)) {
      RpcClient client = rig.client(2);
      CompletableFuture<RpcResponse> bystander = Rig.start(client, "pend", Bytes.integer(7));
      ScriptedHandler.Pending pending = rig.nextPending();
      RpcResponse response = Rig.call(client, how, Bytes.random(1_000, 1));
      assertThat(response.kind()).isEqualTo(MessageKind.ERROR);
      assertThat(response.text())
          .isNotBlank()
          .doesNotContain(ScriptedHandler.SECRET, "Exception", "dev.fedbench");
      pending.echo();
      assertThat(Patience.answer(bystander).body()).isEqualTo(Bytes.integer(7));
      assertThat(Rig.call(client, "echo", Bytes.integer(8)).body()).isEqualTo(Bytes.integer(8));
    }
  }
}
