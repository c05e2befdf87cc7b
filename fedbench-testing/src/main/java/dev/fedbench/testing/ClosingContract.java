package dev.fedbench.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.rpc.RpcClient;
import dev.fedbench.rpc.RpcException;
import dev.fedbench.rpc.RpcException.Reason;
import dev.fedbench.rpc.RpcResponse;
import dev.fedbench.rpc.RpcServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The end of servers and clients. */
interface ClosingContract extends TransportUnderTest {

  @Test
  default void a_closing_server_lets_calls_finish() throws Exception {
    try (Rig rig = new Rig(this, Rig.OPTIONS.withCloseGrace(Patience.LIMIT))) {
      CompletableFuture<RpcResponse> reply =
          Rig.start(rig.client(), "pend", Bytes.random(100_000, 1));
      ScriptedHandler.Pending pending = rig.nextPending();
      RpcClient late = rig.client();
      CompletableFuture<Void> closing = CompletableFuture.runAsync(rig.server::close);
      Patience.until("new calls are refused", () -> refused(late));
      assertThat(closing).isNotDone();
      assertThat(pending.call().cancelled()).isFalse();
      pending.echo();
      assertThat(Patience.answer(reply).body()).isEqualTo(Bytes.random(100_000, 1));
      Patience.until("close returns", closing::isDone);
    }
  }

  private static boolean refused(RpcClient client) throws Exception {
    CompletableFuture<RpcResponse> reply = Rig.start(client, "echo", Bytes.integer(1));
    Patience.until("a call to a closing server ends", reply::isDone);
    return reply.isCompletedExceptionally();
  }

  @Test
  default void calls_that_outlast_the_grace_are_cancelled() throws Exception {
    try (Rig rig = new Rig(this, Rig.OPTIONS.withCloseGrace(Duration.ofMillis(100)))) {
      RpcClient client = rig.client(10);
      List<CompletableFuture<RpcResponse>> replies = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        replies.add(Rig.start(client, "pend"));
      }
      Patience.until("all are pending", () -> rig.handler.pending.size() == 10);
      rig.server.close();
      for (CompletableFuture<RpcResponse> reply : replies) {
        assertThat(Patience.failure(reply).reason()).isEqualTo(Reason.UNAVAILABLE);
      }
      assertThat(rig.handler.pending).allMatch(pending -> pending.call().cancelled());
    }
  }

  @Test
  default void a_call_to_a_closed_server_is_UNAVAILABLE() throws Exception {
    try (Rig rig = new Rig(this)) {
      RpcClient used = rig.client();
      RpcClient fresh = rig.client();
      Rig.call(used, "echo", Bytes.integer(1));
      rig.server.close();
      for (RpcClient client : List.of(used, fresh)) {
        assertThat(Patience.failure(Rig.start(client, "echo", Bytes.integer(1))).reason())
            .isEqualTo(Reason.UNAVAILABLE);
      }
    }
  }

  @Test
  default void a_closed_client_fails_its_calls_and_its_handlers_are_told() throws Exception {
    try (Rig rig = new Rig(this)) {
      RpcClient client = rig.client();
      RpcClient other = rig.client();
      CompletableFuture<RpcResponse> reply = Rig.start(client, "pend");
      ScriptedHandler.Pending pending = rig.nextPending();
      CompletableFuture<RpcResponse> others = Rig.start(other, "pend", Bytes.integer(2));
      client.close();
      assertThat(Patience.failure(reply).reason()).isEqualTo(Reason.CLOSED);
      assertThat(Patience.failure(Rig.start(client, "echo")).reason()).isEqualTo(Reason.CLOSED);
      assertThatThrownBy(() -> client.subscribe("model", new Versions()))
          .isInstanceOf(IllegalStateException.class);
      Patience.until("the handler is told", pending.call()::cancelled);
      ScriptedHandler.Pending second = rig.nextPending();
      assertThat(second.call().cancelled()).as("the other client's call").isFalse();
      second.echo();
      assertThat(Patience.answer(others).body()).isEqualTo(Bytes.integer(2));
    }
  }

  @Test
  default void subscribers_hear_once_that_the_server_is_gone() throws Exception {
    try (Rig rig = new Rig(this)) {
      BlockingQueue<RpcException> lost = new LinkedBlockingQueue<>();
      Versions versions = new Versions();
      RpcClient client = rig.client();
      client.subscribe("model", versions.with(lost::add));
      client.subscribe("silent", new Versions().with(lost::add));
      rig.server.publish("model", 1, Bytes.integer(1));
      versions.await(1);
      rig.server.close();
      assertThat(Patience.next(lost).reason()).isEqualTo(Reason.UNAVAILABLE);
      assertThat(Patience.next(lost).reason()).isEqualTo(Reason.UNAVAILABLE);
      client.subscribe("model", new Versions().with(lost::add));
      assertThat(Patience.next(lost).reason()).isEqualTo(Reason.UNAVAILABLE);
      client.close();
      assertThat(lost).isEmpty();
    }
  }

  @Test
  default void a_client_that_closes_hears_of_no_loss() throws Exception {
    try (Rig rig = new Rig(this)) {
      Versions versions = new Versions();
      RpcClient client = rig.client();
      client.subscribe("model", versions);
      rig.server.publish("model", 1, Bytes.integer(1));
      versions.await(1);
      client.close();
      rig.server.publish("model", 2, Bytes.integer(1));
      rig.server.close();
      assertThat(versions.violations).isEmpty();
      assertThat(versions.seen).containsExactly(1L);
    }
  }

  @Test
  default void a_client_may_close_where_it_hears_from_the_server() throws Exception {
    try (Rig rig = new Rig(this)) {
      RpcClient calling = rig.client();
      CompletableFuture<Void> closed =
          Rig.start(calling, "echo", Bytes.integer(1)).thenRun(calling::close);
      closed.get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
      RpcClient listening = rig.client();
      CompletableFuture<Void> alsoClosed = new CompletableFuture<>();
      listening.subscribe(
          "model",
          (version, body) -> {
            listening.close();
            alsoClosed.complete(null);
          });
      rig.server.publish("model", 1, Bytes.integer(1));
      alsoClosed.get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
    }
  }

  @Test
  default void to_close_twice_or_from_two_threads_is_to_close_once() throws Exception {
    try (Rig rig = new Rig(this)) {
      RpcClient client = rig.client();
      Rig.call(client, "echo", Bytes.integer(1));
      for (AutoCloseable end : List.<AutoCloseable>of(client, rig.server)) {
        CompletableFuture<Void> other = CompletableFuture.runAsync(() -> close(end));
        close(end);
        Patience.until("the other close returns", other::isDone);
        assertThat(other).isCompleted();
        close(end);
      }
    }
  }

  @Test
  default void the_address_of_a_closed_server_is_free() throws Exception {
    try (Rig rig = new Rig(this)) {
      Rig.call(rig.client(), "echo", Bytes.integer(1));
      rig.server.close();
      try (RpcServer again = rig.transport.serve(rig.server.endpoint(), rig.handler, Rig.OPTIONS);
          RpcClient client = rig.transport.connect(again.endpoint(), Rig.CLIENT_OPTIONS)) {
        assertThat(Rig.call(client, "echo", Bytes.integer(1)).body()).isEqualTo(Bytes.integer(1));
      }
    }
  }

  @Test
  default void no_thread_outlives_its_owner() throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    try (Rig rig = new Rig(this)) {
      for (int i = 0; i < 5; i++) {
        RpcClient client = rig.client(2);
        Versions versions = new Versions();
        client.subscribe("model", versions);
        Rig.call(client, "echo", Bytes.integer(i));
        Rig.start(client, "pend");
        rig.nextPending();
        rig.server.publish("model", i, Bytes.integer(i));
        versions.await(i);
      }
    }
    Patience.until("the threads have ended", () -> newThreads(before).isEmpty());
  }

  private static Set<String> newThreads(Set<Thread> before) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !before.contains(thread))
        // Threads of the JVM itself, such as cleaners and the timer of CompletableFuture.
        .filter(thread -> thread.getThreadGroup() == Thread.currentThread().getThreadGroup())
        .map(Thread::getName)
        .filter(name -> !name.startsWith("ForkJoinPool.commonPool"))
        .filter(name -> !name.equals("CompletableFutureDelayScheduler"))
        .collect(Collectors.toSet());
  }

  private static void close(AutoCloseable end) {
    try {
      end.close();
    } catch (Exception e) {
      throw new AssertionError("close() throws nothing", e);
    }
  }
}
