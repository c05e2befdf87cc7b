package dev.fedbench.core.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.rpc.CallContext;
import dev.fedbench.rpc.RpcResponse;
import dev.fedbench.rpc.RpcServer;
import dev.fedbench.rpc.ServerOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Cancelling, as it goes over the wire. */
class HttpCancelTest {

  private final BlockingQueue<CallContext> calls = new LinkedBlockingQueue<>();
  private RpcServer server;

  /** Calls of {@code pend} are never answered; all others at once. */
  @BeforeEach
  void start() throws IOException {
    HttpTransport transport = HttpTransport.builder().pollTime(Duration.ofMillis(100)).build();
    server =
        transport.serve(
            transport.address("127.0.0.1", 0),
            (request, call) -> {
              calls.add(call);
              return request.method().equals("pend")
                  ? new CompletableFuture<>()
                  : CompletableFuture.completedFuture(RpcResponse.result(request.body()));
            },
            ServerOptions.defaults().withCloseGrace(Duration.ZERO));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private RawHttp connect() throws IOException {
    return new RawHttp(server.endpoint());
  }

  private static String cancel(String id) {
    return "POST /cancel/" + id + " HTTP/1.1\r\nHost: x\r\nFedbench-Method: pend\r\n\r\n";
  }

  @Test
  void a_cancelled_call_is_answered_and_its_connection_goes_on() throws Exception {
    try (RawHttp one = connect();
        RawHttp other = connect()) {
      one.send(RawHttp.call("pend", "mine", "x"));
      CallContext call = calls.take();
      assertThat(other.send(cancel("mine")).receive().status()).isEqualTo(204);
      assertThat(one.receive().status()).isEqualTo(499);
      assertThat(call.cancelled()).isTrue();
      assertThat(one.send(RawHttp.call("echo", "mine", "again")).receive().body())
          .isEqualTo("again");
    }
  }

  @Test
  void a_cancel_that_overtakes_its_call_takes_effect() throws Exception {
    try (RawHttp raw = connect()) {
      assertThat(raw.send(cancel("early")).receive().status()).isEqualTo(204);
      assertThat(raw.send(RawHttp.call("pend", "early", "x")).receive().status()).isEqualTo(499);
      assertThat(calls).isEmpty();
    }
  }

  @Test
  void a_cancel_reaches_a_call_whose_body_is_still_coming() throws Exception {
    try (RawHttp one = connect();
        RawHttp other = connect()) {
      String whole = RawHttp.call("echo", "slow", "0123456789");
      one.send(whole.substring(0, whole.length() - 5));
      // Whichever of the two the server sees first.
      assertThat(other.send(cancel("slow")).receive().status()).isEqualTo(204);
      one.send(whole.substring(whole.length() - 5));
      assertThat(one.receive().status()).isEqualTo(499);
      assertThat(calls).isEmpty();
    }
  }

  @Test
  void to_cancel_by_guessing_changes_nothing_and_learns_nothing() throws Exception {
    try (RawHttp one = connect();
        RawHttp other = connect()) {
      one.send(RawHttp.call("pend", "mine", "x"));
      CallContext call = calls.take();
      // More than are remembered.
      for (int i = 0; i < 1_100; i++) {
        RawHttp.Answer answer = other.send(cancel("guess" + i)).receive();
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
      }
      assertThat(call.cancelled()).isFalse();
      assertThat(other.send(RawHttp.call("echo", "guess0", "forgotten")).receive().body())
          .isEqualTo("forgotten");
      assertThat(other.send(RawHttp.call("echo", "guess1099", "x")).receive().status())
          .isEqualTo(499);
    }
  }

  @Test
  void two_calls_under_way_have_two_ids() throws Exception {
    try (RawHttp one = connect();
        RawHttp other = connect()) {
      one.send(RawHttp.call("pend", "mine", "x"));
      CallContext call = calls.take();
      assertThat(other.send(RawHttp.call("pend", "mine", "x")).receive().status()).isEqualTo(409);
      assertThat(call.cancelled()).isFalse();
      assertThat(calls).isEmpty();
    }
  }

  @Test
  void a_caller_that_vanished_is_given_up_at_its_timeout() throws Exception {
    try (RawHttp raw = connect()) {
      raw.send(
          RawHttp.call("pend", "gone", "x")
              .replace("\r\n\r\n", "\r\nFedbench-Timeout-Ms: 1\r\n\r\n"));
    }
    CallContext call = calls.take();
    CompletableFuture<Void> told = new CompletableFuture<>();
    call.onCancel(() -> told.complete(null));
    told.get(30, TimeUnit.SECONDS);
  }

  @Test
  void a_poll_ends_empty_at_its_time_and_when_it_is_cancelled() throws Exception {
    try (RawHttp raw = connect()) {
      for (int i = 0; i < 3; i++) {
        assertThat(raw.send("GET /topics/x HTTP/1.1\r\nHost: x\r\n\r\n").receive().status())
            .isEqualTo(204);
      }
      raw.send(cancel("p")).receive();
      raw.send("GET /topics/x?after=-5 HTTP/1.1\r\nHost: x\r\nFedbench-Call: p\r\n\r\n");
      assertThat(raw.receive().status()).isEqualTo(204);
    }
  }

  @Test
  void a_poll_gets_a_version_after_the_one_it_names() throws Exception {
    server.publish("x", -4, ByteBuffer.wrap(new byte[] {'a'}));
    try (RawHttp raw = connect()) {
      String poll = "GET /topics/x%s HTTP/1.1\r\nHost: x\r\n\r\n";
      RawHttp.Answer answer = raw.send(poll.formatted("?after=-5")).receive();
      assertThat(answer.header("fedbench-version")).isEqualTo("-4");
      assertThat(answer.body()).isEqualTo("a");
      assertThat(raw.send(poll.formatted("")).receive().body()).isEqualTo("a");
      assertThat(raw.send(poll.formatted("?after=-4")).receive().status()).isEqualTo(204);
    }
  }
}
