package dev.fedbench.zmq.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

class AuthenticatorTest {

  /** For what is to come. */
  private static final int PATIENCE_MILLIS = 60_000;

  /** For what is not, and nothing counts it: a handshake takes some milliseconds. */
  private static final int SILENCE_MILLIS = 400;

  private static final int TURN_MILLIS = 50;

  /** JeroMQ 0.7.0 stalls in one of some hundred greetings, with or without CURVE. */
  private static final int HANDSHAKE_MILLIS = 1_000;

  private final CurveKeys serverKeys = CurveKeys.generate();
  private final CurveKeys alice = CurveKeys.generate();
  private final CurveKeys bob = CurveKeys.generate();
  private final AllowList onlyAlice = AllowList.of(List.of(alice.publicKey()));

  private final ZMQ.Context context = ZMQ.context(1);
  private final ZMQ.Context clients = ZMQ.context(1);
  private final Authenticator authenticator = Authenticator.start(context);
  private final ZMQ.Socket server = context.socket(SocketType.ROUTER);

  @TempDir Path directory;

  @AfterEach
  void close() {
    server.setLinger(0);
    server.close();
    authenticator.close();
    context.close();
    clients.close();
  }

  @Test
  void a_client_of_the_list_is_served_and_another_is_not() {
    Guard guard = bind(onlyAlice);
    assertThat(served(alice)).isTrue();
    assertThat(denied(bob, guard::denied)).isTrue();
    assertThat(guard.accepted()).isEqualTo(1);
    assertThat(served(alice)).isTrue();
    assertThat(authenticator.strays()).isZero();
  }

  @Test
  void a_client_that_expects_another_server_gets_no_answer() {
    bind(onlyAlice);
    CurvePublicKey other = CurveKeys.generate().publicKey();
    assertThat(served(socket -> CurveSecurity.client(socket, alice, other), SILENCE_MILLIS))
        .isFalse();
  }

  @Test
  void a_client_without_curve_gets_no_answer() {
    Guard guard = bind(onlyAlice);
    assertThat(served(socket -> {}, SILENCE_MILLIS)).isFalse();
    assertThat(guard.accepted()).isZero();
  }

  @Test
  void a_reloaded_list_lets_a_new_client_in_and_keeps_an_old_one_out() throws Exception {
    Path file = Files.writeString(directory.resolve("clients"), alice.publicKey() + "\n");
    AllowList list = AllowList.read(file);
    Guard guard = bind(list);
    assertThat(served(alice)).isTrue();
    assertThat(denied(bob, guard::denied)).isTrue();
    Files.writeString(file, bob.publicKey() + " bob\n");
    list.reload();
    assertThat(served(bob)).isTrue();
    assertThat(denied(alice, guard::denied)).isTrue();
  }

  @Test
  void a_changed_list_is_seen_without_a_word() throws Exception {
    Path file = Files.writeString(directory.resolve("clients"), alice.publicKey() + "\n");
    AllowList list = AllowList.read(file);
    bind(list);
    Files.writeString(file, alice.publicKey() + "\n" + bob.publicKey() + "\n");
    for (int i = 0; i < PATIENCE_MILLIS / TURN_MILLIS && list.size() == 1; i++) {
      Thread.sleep(TURN_MILLIS);
    }
    assertThat(served(bob)).isTrue();
  }

  @Test
  void two_servers_of_a_context_have_clients_of_their_own() {
    Guard guard = bind(onlyAlice);
    ZMQ.Socket second = context.socket(SocketType.ROUTER);
    Guard other = authenticator.guard(second, serverKeys, AllowList.of(List.of(bob.publicKey())));
    second.bind("tcp://127.0.0.1:*");
    assertThat(served(alice)).isTrue();
    assertThat(served(second, client(bob), PATIENCE_MILLIS)).isTrue();
    assertThat(denied(second, alice, other::denied)).isTrue();
    assertThat(guard.denied()).isZero();
    assertThat(other.accepted()).isEqualTo(1);
    second.setLinger(0);
    second.close();
    other.close();
  }

  @Test
  void two_hundred_handshakes_in_a_row_work() {
    Guard guard = bind(onlyAlice);
    for (int i = 0; i < 200; i++) {
      assertThat(served(alice)).as("handshake %d", i).isTrue();
    }
    assertThat(guard.accepted()).isEqualTo(200);
    assertThat(guard.denied()).isZero();
  }

  @Test
  void a_context_has_one_authenticator() {
    assertThatThrownBy(() -> Authenticator.start(context))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("zeromq.zap");
  }

  /** Nobody would be asked for its clients: it would let in all of them. */
  @Test
  void a_server_of_another_context_is_refused() {
    try (ZMQ.Socket stranger = clients.socket(SocketType.ROUTER)) {
      assertThatThrownBy(() -> authenticator.guard(stranger, serverKeys, onlyAlice))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("another ZeroMQ context");
    }
  }

  @Test
  void a_closed_authenticator_guards_nothing() {
    authenticator.close();
    authenticator.close();
    assertThatThrownBy(() -> bind(onlyAlice))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    Authenticator next = Authenticator.start(context); // the endpoint is free again
    next.close();
  }

  /** Without an answer JeroMQ would let everybody in. */
  @Test
  void nobody_is_let_in_when_the_authenticator_is_closed_before_its_server() {
    Guard guard = bind(onlyAlice);
    authenticator.close();
    assertThat(denied(alice, guard::denied)).isTrue();
    assertThat(denied(bob, guard::denied)).isTrue();
    assertThat(guard.accepted()).isZero();
    guard.close();
  }

  @Test
  void a_server_without_its_guard_lets_nobody_in() {
    bind(onlyAlice).close();
    assertThat(denied(alice, authenticator::strays)).isTrue();
  }

  private Guard bind(AllowList list) {
    Guard guard = authenticator.guard(server, serverKeys, list);
    server.setHandshakeIvl(HANDSHAKE_MILLIS);
    server.bind("tcp://127.0.0.1:*");
    assertThat(server.getRcvHWM()).isZero();
    return guard;
  }

  private Consumer<ZMQ.Socket> client(CurveKeys keys) {
    return socket -> CurveSecurity.client(socket, keys, serverKeys.publicKey());
  }

  private boolean denied(CurveKeys keys, LongSupplier count) {
    return denied(server, keys, count);
  }

  /** Whether a client is counted as denied, and nothing that it sends arrives. */
  private boolean denied(ZMQ.Socket at, CurveKeys keys, LongSupplier count) {
    long before = count.getAsLong();
    try (ZMQ.Socket client = clients.socket(SocketType.DEALER)) {
      client(keys).accept(client);
      client.setHandshakeIvl(HANDSHAKE_MILLIS);
      client.setLinger(0);
      client.connect(at.getLastEndpoint());
      client.send("hello");
      at.setReceiveTimeOut(TURN_MILLIS);
      boolean counted = false;
      for (int i = 0; i < PATIENCE_MILLIS / TURN_MILLIS && !counted; i++) {
        counted = count.getAsLong() > before;
        if (at.recv() != null) {
          return false;
        }
      }
      return counted;
    }
  }

  private boolean served(CurveKeys keys) {
    return served(client(keys), PATIENCE_MILLIS);
  }

  private boolean served(Consumer<ZMQ.Socket> setUp, int patienceMillis) {
    return served(server, setUp, patienceMillis);
  }

  private boolean served(ZMQ.Socket at, Consumer<ZMQ.Socket> setUp, int patienceMillis) {
    ZMQ.Socket client = clients.socket(SocketType.DEALER);
    try {
      setUp.accept(client);
      client.setHandshakeIvl(HANDSHAKE_MILLIS);
      client.setLinger(0);
      client.connect(at.getLastEndpoint());
      client.send("hello");
      at.setReceiveTimeOut(patienceMillis);
      byte[] who = at.recv();
      if (who == null) {
        return false;
      }
      assertThat(at.recvStr()).isEqualTo("hello");
      at.sendMore(who);
      at.send("welcome");
      client.setReceiveTimeOut(PATIENCE_MILLIS);
      return "welcome".equals(client.recvStr());
    } finally {
      client.close();
    }
  }
}
