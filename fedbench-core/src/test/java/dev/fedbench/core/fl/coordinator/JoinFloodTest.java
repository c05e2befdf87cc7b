package dev.fedbench.core.fl.coordinator;

import static dev.fedbench.core.fl.coordinator.Rig.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.core.fl.wire.Cause;
import dev.fedbench.core.fl.wire.Join;
import dev.fedbench.core.fl.wire.Method;
import dev.fedbench.core.transport.http.HttpTransport;
import dev.fedbench.rpc.ClientOptions;
import dev.fedbench.rpc.MessageKind;
import dev.fedbench.rpc.RpcClient;
import dev.fedbench.rpc.RpcHandler;
import dev.fedbench.rpc.RpcRequest;
import dev.fedbench.rpc.RpcResponse;
import dev.fedbench.rpc.RpcServer;
import dev.fedbench.rpc.ServerOptions;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Requests to join, over and over: what they cost stays bounded, and sound ones are let in. */
class JoinFloodTest {

  private static final long BURST = JoinLimit.BURST;
  private static final Duration ONE_MORE = Duration.ofNanos(JoinLimit.NANOS_PER_CHECK);

  private final Rig rig = Rig.synchronous(1, 1, 1, 2).signed().open();

  private RpcResponse forge(String peer) {
    return rig.call(peer, Method.JOIN, new Join("0", new byte[64]).encode());
  }

  private void exhaust(String peer) {
    for (int i = 0; i < BURST; i++) {
      refused(forge(peer), Cause.BAD_SIGNATURE);
    }
  }

  private static void joined(RpcResponse response) {
    assertThat(response.kind()).as(response.text()).isEqualTo(MessageKind.RESULT);
  }

  @Test
  void after_a_hundred_wrong_signatures_those_of_that_peer_are_not_even_checked() {
    exhaust("bad");
    refused(forge("bad"), Cause.RATE_LIMITED);
    refused(rig.client(0).tryToJoin("bad"), Cause.RATE_LIMITED); // nobody looked at it
    assertThat(rig.rejections()).isEqualTo(Map.of("BAD_SIGNATURE", BURST, "RATE_LIMITED", 2L));
    assertThat(rig.run.roster().joinedCount()).isZero();
  }

  @Test
  void a_peer_that_sends_wrong_signatures_keeps_nobody_else_out() {
    exhaust("bad");
    joined(rig.client(0).tryToJoin("good"));
  }

  @Test
  void a_limited_peer_is_forgiven_one_check_at_a_time() {
    exhaust("bad");
    rig.wait(ONE_MORE.minusNanos(1));
    refused(forge("bad"), Cause.RATE_LIMITED);
    rig.wait(Duration.ofNanos(1));
    refused(forge("bad"), Cause.BAD_SIGNATURE);
    refused(forge("bad"), Cause.RATE_LIMITED);
    rig.wait(ONE_MORE);
    joined(rig.client(0).tryToJoin("bad"));
    rig.wait(ONE_MORE.multipliedBy(10 * BURST)); // no more is saved up than a burst
    exhaust("bad");
    refused(forge("bad"), Cause.RATE_LIMITED);
  }

  /** A new connection is no new peer. */
  @Test
  void over_http_a_peer_is_an_address() throws Exception {
    HttpTransport http = new HttpTransport();
    RpcHandler echo =
        (request, call) ->
            CompletableFuture.completedFuture(
                RpcResponse.result(StandardCharsets.UTF_8.encode(call.peer())));
    try (RpcServer server =
        http.serve(http.address("127.0.0.1", 0), echo, ServerOptions.defaults())) {
      for (int i = 0; i < 2; i++) {
        try (RpcClient client = http.connect(server.endpoint(), ClientOptions.defaults())) {
          RpcRequest request = RpcRequest.of("peer", ByteBuffer.allocate(0));
          ByteBuffer peer = client.call(request, Duration.ofSeconds(30)).get().body();
          assertThat(StandardCharsets.UTF_8.decode(peer).toString()).isEqualTo("127.0.0.1");
        }
      }
    }
  }

  @Test
  void any_number_of_clients_join_from_one_peer_more_than_once() {
    Rig many = Rig.synchronous(1, 1, 1, 500).signed().open();
    for (int again = 0; again < 3; again++) {
      many.clients.forEach(client -> joined(client.tryToJoin("one machine")));
    }
    assertThat(many.run.roster().joinedCount()).isEqualTo(500);
    assertThat(many.rejections()).isEmpty();
  }

  @Test
  void who_joins_again_changes_nothing() {
    Rig alone = Rig.synchronous(1, 1, 1, 1).joined();
    Rig.State once = alone.state();
    Map<?, ?> samples = Map.copyOf(alone.samples);
    ByteBuffer member = alone.client(0).member().encode();
    for (int i = 0; i < 1_000; i++) {
      RpcResponse again = alone.client(0).tryToJoin();
      joined(again);
      assertThat(again.body()).isEqualTo(member);
    }
    assertThat(alone.state()).isEqualTo(once);
    assertThat(alone.samples).isEqualTo(samples);
    assertThat(alone.run.roster().joinedCount()).isEqualTo(1);
  }

  @Test
  void what_is_refused_without_a_check_limits_nobody() {
    for (int i = 0; i < 2 * BURST; i++) {
      String stranger = Integer.toString(2 + i);
      refused(
          rig.call(Method.JOIN, new Join(stranger, new byte[64]).encode()), Cause.UNKNOWN_CLIENT);
      refused(rig.call(Method.JOIN, new Join("0", new byte[0]).encode()), Cause.UNSIGNED);
      refused(rig.call(Method.JOIN, ByteBuffer.allocate(1)), Cause.MALFORMED);
    }
    joined(rig.client(0).tryToJoin());
    assertThat(rig.rejections())
        .isEqualTo(
            Map.of("UNKNOWN_CLIENT", 2 * BURST, "UNSIGNED", 2 * BURST, "MALFORMED", 2 * BURST));
  }

  @Test
  void peers_that_are_remembered_are_bounded() {
    JoinLimit limit = new JoinLimit();
    for (int i = 0; i < 2 * JoinLimit.MAX_PEERS; i++) {
      limit.wrong("peer-" + i, i);
    }
    assertThat(limit.peers()).isLessThanOrEqualTo(JoinLimit.MAX_PEERS);
  }
}
