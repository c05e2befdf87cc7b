package dev.fedbench.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.rpc.CallContext;
import dev.fedbench.rpc.MessageKind;
import dev.fedbench.rpc.RpcClient;
import dev.fedbench.rpc.RpcRequest;
import dev.fedbench.rpc.RpcResponse;
import dev.fedbench.rpc.RpcServer;
import dev.fedbench.rpc.Transport;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses, and calls that go well. */
interface CallContract extends TransportUnderTest {

  @Test
  default void a_server_answers_as_soon_as_it_is_there() throws Exception {
    for (int i = 0; i < 5; i++) {
      try (Rig rig = new Rig(this)) {
        assertThat(Rig.call(rig.client(), "echo", Bytes.utf8("hello")).text()).isEqualTo("hello");
      }
    }
  }

  @Test
  default void port_0_gives_each_server_a_port_of_its_own() throws Exception {
    try (Rig one = new Rig(this);
        Rig other = new Rig(this)) {
      assertThat(one.server.endpoint().getPort()).isPositive();
      assertThat(one.server.endpoint())
          .isEqualTo(one.transport.address(host(), one.server.endpoint().getPort()))
          .isNotEqualTo(other.server.endpoint());
    }
  }

  @Test
  default void an_address_in_use_is_refused_by_its_name() throws Exception {
    try (Rig rig = new Rig(this)) {
      URI taken = rig.server.endpoint();
      assertThatThrownBy(() -> rig.transport.serve(taken, rig.handler, Rig.OPTIONS))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(taken.getHost() + ":" + taken.getPort());
      assertThat(Rig.call(rig.client(), "echo", Bytes.utf8("still here")).text())
          .isEqualTo("still here");
    }
  }

  @Test
  default void an_address_of_another_scheme_is_refused() {
    Transport transport = transport();
    URI foreign = URI.create("carrier-pigeon://" + host() + ":1");
    assertThatThrownBy(() -> transport.serve(foreign, new ScriptedHandler(), Rig.OPTIONS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(foreign.toString());
    assertThatThrownBy(() -> transport.connect(foreign, Rig.CLIENT_OPTIONS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(foreign.toString());
    assertThat(transport.problem(foreign).orElseThrow()).contains(foreign.toString());
  }

  @Test
  default void its_own_addresses_are_no_problem_to_it() throws Exception {
    try (Rig rig = new Rig(this)) {
      assertThat(rig.transport.problem(rig.transport.address(host(), 0))).isEmpty();
      assertThat(rig.transport.problem(rig.server.endpoint())).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 63, 64, 1_000, 4_096, 8_193, 65_536, 400_000, 1 << 20})
  default void a_body_comes_back_intact(int size) throws Exception {
    try (Rig rig = new Rig(this)) {
      ByteBuffer body = Bytes.random(size, size);
      RpcResponse response = Rig.call(rig.client(), "echo", body);
      assertThat(response.kind()).isEqualTo(MessageKind.RESULT);
      assertThat(response.body()).isEqualTo(body);
      assertThat(body.position()).as("the position of the caller's buffer").isZero();
    }
  }

  @Test
  default void a_body_is_what_lies_between_position_and_limit() throws Exception {
    try (Rig rig = new Rig(this)) {
      ByteBuffer bytes = Bytes.random(1_000, 1);
      ByteBuffer direct = ByteBuffer.allocateDirect(1_000).put(bytes.duplicate()).clear();
      RpcClient client = rig.client();
      for (ByteBuffer whole : List.of(bytes, direct, bytes.asReadOnlyBuffer())) {
        ByteBuffer part = whole.duplicate().position(100).limit(900);
        assertThat(Rig.call(client, "echo", part).body()).isEqualTo(bytes.slice(100, 800));
      }
    }
  }

  @Test
  default void an_order_key_arrives_as_it_was_sent() throws Exception {
    try (Rig rig = new Rig(this)) {
      RpcClient client = rig.client(Rig.CLIENT_OPTIONS.withName("berta"));
      for (String key :
          List.of("", "a key", "schlüssel ☃ 𝔣", "a\r\nb: c\0%41%0d", "k".repeat(200))) {
        RpcRequest request = new RpcRequest("describe", key, ByteBuffer.allocate(0));
        RpcResponse response = Patience.answer(client.call(request, Patience.LIMIT));
        assertThat(response.text()).startsWith(key + "|").hasSizeGreaterThan(key.length() + 1);
      }
    }
  }

  @Test
  default void many_calls_of_many_clients_each_get_their_own_answer() throws Exception {
    try (Rig rig = new Rig(this)) {
      List<CompletableFuture<RpcResponse>> replies = new ArrayList<>();
      for (int c = 0; c < 20; c++) {
        RpcClient client = rig.client(3);
        for (int i = 0; i < 50; i++) {
          replies.add(Rig.start(client, "echo", Bytes.random(100, replies.size())));
        }
      }
      for (int i = 0; i < replies.size(); i++) {
        assertThat(Patience.answer(replies.get(i)).body()).isEqualTo(Bytes.random(100, i));
      }
    }
  }

  @Test
  default void calls_that_wait_in_their_handlers_hold_up_nobody() throws Exception {
    int many = 200;
    try (Rig rig = new Rig(this)) {
      RpcClient patient = rig.client(many);
      List<CompletableFuture<RpcResponse>> replies = new ArrayList<>();
      for (int i = 0; i < many; i++) {
        replies.add(Rig.start(patient, "pend", Bytes.integer(i)));
      }
      Patience.until("all are pending", () -> rig.handler.pending.size() == many);
      assertThat(Rig.call(rig.client(), "echo", Bytes.utf8("me first")).text())
          .isEqualTo("me first");
      assertThat(replies).noneMatch(CompletableFuture::isDone);
      rig.handler.pending.forEach(ScriptedHandler.Pending::echo);
      for (int i = 0; i < many; i++) {
        assertThat(Patience.answer(replies.get(i)).body()).isEqualTo(Bytes.integer(i));
      }
    }
  }

  @Test
  default void calls_beyond_the_connections_wait_and_are_answered() throws Exception {
    try (Rig rig = new Rig(this)) {
      RpcClient client = rig.client(2);
      List<CompletableFuture<RpcResponse>> replies = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        replies.add(Rig.start(client, "pend", Bytes.integer(i)));
      }
      for (int i = 0; i < 20; i++) {
        rig.nextPending().echo();
      }
      for (int i = 0; i < 20; i++) {
        assertThat(Patience.answer(replies.get(i)).body()).isEqualTo(Bytes.integer(i));
      }
    }
  }

  @Test
  default void what_hangs_on_a_reply_may_call_again_and_wait() throws Exception {
    try (Rig rig = new Rig(this)) {
      RpcClient client = rig.client();
      CompletableFuture<RpcResponse> first = Rig.start(client, "pend", Bytes.integer(1));
      CompletableFuture<RpcResponse> second =
          first.thenApply(response -> Rig.start(client, "echo", Bytes.integer(2)).join());
      rig.nextPending().echo();
      assertThat(Patience.answer(second).body()).isEqualTo(Bytes.integer(2));
    }
  }

  @Test
  default void a_handler_may_read_the_body_until_it_has_answered() throws Exception {
    try (Rig rig = new Rig(this)) {
      RpcClient client = rig.client(4);
      CompletableFuture<RpcResponse> slow = Rig.start(client, "pend", Bytes.random(100_000, 1));
      ScriptedHandler.Pending pending = rig.nextPending();
      for (int i = 2; i < 100; i++) {
        Rig.call(client, "echo", Bytes.random(100_000, i));
      }
      pending.echo();
      assertThat(Patience.answer(slow).body()).isEqualTo(Bytes.random(100_000, 1));
    }
  }

  @Test
  default void the_end_of_a_call_is_told_when_its_answer_is_on_its_way() throws Exception {
    try (Rig rig = new Rig(this)) {
      RpcResponse response = Rig.call(rig.client(), "watch-end", Bytes.integer(1));
      assertThat(response.body()).as("told before the answer").isEqualTo(Bytes.integer(0));
      CallContext call = rig.nextPending().call();
      AtomicInteger told = new AtomicInteger();
      call.onEnded(told::incrementAndGet);
      assertThat(told).as("what comes late runs at once").hasValue(1);
    }
  }

  @Test
  default void the_end_of_a_call_that_was_given_up_is_told_once() throws Exception {
    try (Rig rig = new Rig(this)) {
      CompletableFuture<RpcResponse> reply = Rig.start(rig.client(), "pend");
      ScriptedHandler.Pending pending = rig.nextPending();
      AtomicInteger told = new AtomicInteger();
      pending.call().onEnded(told::incrementAndGet);
      assertThat(told).hasValue(0);
      reply.cancel(true);
      Patience.until("the end is told", () -> told.get() > 0);
      pending.echo();
      assertThat(told).hasValue(1);
    }
  }

  @Test
  default void a_response_can_be_given_to_many() throws Exception {
    RpcResponse shared = RpcResponse.result(Bytes.random(1_000, 1));
    Transport transport = transport();
    try (RpcServer server =
            transport.serve(
                transport.address(host(), 0),
                (request, call) -> CompletableFuture.completedFuture(shared),
                Rig.OPTIONS);
        RpcClient client = transport.connect(server.endpoint(), Rig.CLIENT_OPTIONS)) {
      for (int i = 0; i < 3; i++) {
        byte[] received = new byte[1_000];
        Rig.call(client, "any", ByteBuffer.allocate(0)).body().get(received);
        assertThat(ByteBuffer.wrap(received)).isEqualTo(Bytes.random(1_000, 1));
      }
    }
  }
}
