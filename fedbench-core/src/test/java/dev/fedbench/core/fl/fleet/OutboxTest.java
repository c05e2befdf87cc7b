package dev.fedbench.core.fl.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.rpc.RpcException;
import dev.fedbench.rpc.RpcResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OutboxTest {

  private static final RpcResponse FINE = RpcResponse.result(ByteBuffer.allocate(0));

  private final List<String> warnings = new ArrayList<>();
  private final Outbox outbox = new Outbox(warnings::add);

  @Test
  void it_waits_for_the_answers_that_are_missing_and_says_how_many_still_are() throws Exception {
    CompletableFuture<RpcResponse> late = new CompletableFuture<>();
    outbox.add("ack", CompletableFuture.completedFuture(FINE));
    outbox.add("ack", late);
    outbox.add("ack", new CompletableFuture<>());
    assertThat(outbox.await(Duration.ZERO)).isEqualTo(2);
    assertThat(outbox.await(Duration.ofMillis(20))).isEqualTo(2);
    late.complete(FINE);
    assertThat(outbox.await(Duration.ofMillis(20))).isEqualTo(1);
  }

  @Test
  void an_answer_that_comes_ends_the_wait() throws Exception {
    CompletableFuture<RpcResponse> late = new CompletableFuture<>();
    outbox.add("ack", late);
    CompletableFuture<Boolean> completing =
        CompletableFuture.supplyAsync(() -> late.complete(FINE));
    assertThat(outbox.await(Duration.ofMinutes(10))).isZero();
    assertThat(completing.get()).isTrue();
  }

  @Test
  void a_refusal_is_a_warning_and_no_answer_at_all_is_not() throws Exception {
    outbox.add("evaluate", CompletableFuture.completedFuture(RpcResponse.failure("LATE: round 1")));
    outbox.add("ack", CompletableFuture.completedFuture(RpcResponse.error("broke")));
    RpcException lost = new RpcException(RpcException.Reason.UNAVAILABLE, "gone");
    outbox.add("ack", CompletableFuture.failedFuture(lost));
    assertThat(outbox.await(Duration.ZERO)).isZero();
    assertThat(warnings)
        .containsExactly(
            "the coordinator refused evaluate: LATE: round 1",
            "the coordinator refused ack: COORDINATOR_ERROR: broke");
  }
}
