package dev.fedbench.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.rpc.RpcClient;
import dev.fedbench.rpc.RpcException.Reason;
import dev.fedbench.rpc.RpcRequest;
import dev.fedbench.rpc.RpcResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Timeouts and calls that are given up. */
interface CancelContract extends TransportUnderTest {

  /** Strikes soon. */
  Duration SHORT = Duration.ofMillis(150);

  @Test
  default void a_call_without_an_answer_times_out_and_its_handler_is_told() throws Exception {
    try (Rig rig = new Rig(this)) {
      long startNanos = System.nanoTime();
      CompletableFuture<RpcResponse> reply =
          rig.client().call(RpcRequest.of("pend", ByteBuffer.allocate(0)), SHORT);
      ScriptedHandler.Pending pending = rig.nextPending();
      AtomicInteger told = new AtomicInteger();
      pending.call().onCancel(told::incrementAndGet);
      assertThat(Patience.failure(reply).reason()).isEqualTo(Reason.TIMEOUT);
      assertThat(Duration.ofNanos(System.nanoTime() - startNanos)).isGreaterThanOrEqualTo(SHORT);
      Patience.until("the handler is told", () -> told.get() == 1);
      assertThat(pending.call().cancelled()).isTrue();
    }
  }

  @Test
  default void the_timeout_includes_waiting_for_a_connection() throws Exception {
    try (Rig rig = new Rig(this)) {
      RpcClient client = rig.client();
      CompletableFuture<RpcResponse> first = Rig.start(client, "pend", Bytes.integer(1));
      ScriptedHandler.Pending pending = rig.nextPending();
      CompletableFuture<RpcResponse> second =
          client.call(RpcRequest.of("pend", Bytes.integer(2)), SHORT);
      assertThat(Patience.failure(second).reason()).isEqualTo(Reason.TIMEOUT);
      pending.echo();
      assertThat(Patience.answer(first).body()).isEqualTo(Bytes.integer(1));
      assertThat(Rig.call(client, "echo", Bytes.integer(3)).body()).isEqualTo(Bytes.integer(3));
    }
  }

  @Test
  default void a_timeout_that_is_over_fails_at_once() throws Exception {
    try (Rig rig = new Rig(this)) {
      for (Duration timeout : List.of(Duration.ZERO, Duration.ofMillis(-1))) {
        CompletableFuture<RpcResponse> reply =
            rig.client().call(RpcRequest.of("echo", ByteBuffer.allocate(0)), timeout);
        assertThat(Patience.failure(reply).reason()).isEqualTo(Reason.TIMEOUT);
      }
      assertThat(rig.handler.calls).hasValue(0);
    }
  }

  @Test
  default void a_timeout_beyond_all_clocks_is_none() throws Exception {
    try (Rig rig = new Rig(this)) {
      Duration ages = Duration.ofSeconds(Long.MAX_VALUE);
      CompletableFuture<RpcResponse> reply =
          rig.client().call(RpcRequest.of("pend", Bytes.integer(1)), ages);
      rig.nextPending().echo();
      assertThat(Patience.answer(reply).body()).isEqualTo(Bytes.integer(1));
    }
  }

  @Test
  default void to_cancel_a_future_is_to_tell_the_handler() throws Exception {
    try (Rig rig = new Rig(this)) {
      RpcClient client = rig.client();
      CompletableFuture<RpcResponse> reply = Rig.start(client, "pend");
      ScriptedHandler.Pending pending = rig.nextPending();
      AtomicInteger told = new AtomicInteger();
      pending.call().onCancel(told::incrementAndGet);
      assertThat(pending.call().cancelled()).isFalse();
      assertThat(reply.cancel(true)).isTrue();
      Patience.until("the handler is told", () -> told.get() > 0);
      assertThat(pending.call().cancelled()).isTrue();
      pending.call().onCancel(() -> told.addAndGet(10));
      assertThat(told).as("once, and the late action at once").hasValue(11);
    }
  }

  @Test
  default void a_handler_that_was_answered_is_not_told() throws Exception {
    try (Rig rig = new Rig(this)) {
      RpcClient client = rig.client();
      CompletableFuture<RpcResponse> reply = Rig.start(client, "pend");
      ScriptedHandler.Pending pending = rig.nextPending();
      AtomicInteger told = new AtomicInteger();
      pending.call().onCancel(told::incrementAndGet);
      pending.echo();
      Patience.answer(reply);
      reply.cancel(true);
      client.close();
      rig.server.close();
      assertThat(told).hasValue(0);
      assertThat(pending.call().cancelled()).isFalse();
    }
  }

  @Test
  default void answers_to_calls_given_up_harm_nobody() throws Exception {
    try (Rig rig = new Rig(this)) {
      RpcClient client = rig.client(3);
      for (int round = 0; round < 10; round++) {
        List<CompletableFuture<RpcResponse>> replies = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
          replies.add(Rig.start(client, "pend", Bytes.integer(i)));
        }
        replies.forEach(reply -> reply.cancel(false));
        // As many as were sent before they were cancelled, answered while they are.
        rig.handler.pending.forEach(ScriptedHandler.Pending::echo);
        ByteBuffer body = Bytes.random(100, round);
        assertThat(Rig.call(client, "echo", body).body()).isEqualTo(body);
      }
    }
  }

  @Test
  default void a_cancel_action_that_throws_stops_no_other() throws Exception {
    try (Rig rig = new Rig(this)) {
      CompletableFuture<RpcResponse> reply = Rig.start(rig.client(), "pend");
      ScriptedHandler.Pending pending = rig.nextPending();
      AtomicInteger told = new AtomicInteger();
      pending
          .call()
          .onCancel(
              () -> {
                throw new IllegalStateException(ScriptedHandler.SECRET);
              });
      pending.call().onCancel(told::incrementAndGet);
      reply.cancel(true);
      Patience.until("the second action ran", () -> told.get() == 1);
    }
  }
}
