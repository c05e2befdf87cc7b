package dev.fedbench.zmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.rpc.ClientOptions;
import dev.fedbench.rpc.RpcClient;
import dev.fedbench.rpc.RpcHandler;
import dev.fedbench.rpc.RpcRequest;
import dev.fedbench.rpc.RpcResponse;
import dev.fedbench.rpc.RpcServer;
import dev.fedbench.rpc.ServerOptions;
import dev.fedbench.rpc.Transport;
import dev.fedbench.zmq.curve.AllowList;
import dev.fedbench.zmq.curve.CurveKeys;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who may talk to whom. */
@Timeout(60)
class CurveTransportTest {

  private static final RpcHandler ECHO =
      (request, call) -> CompletableFuture.completedFuture(RpcResponse.result(request.body()));

  private static final ServerOptions SERVER =
      ServerOptions.defaults().withCloseGrace(Duration.ZERO);

  /** Friends are answered, however loaded the machine. */
  private static final ClientOptions CLIENT =
      new ClientOptions("test", 1, 1_000, Duration.ofSeconds(20));

  /** Strangers wait for nothing. */
  private static final ClientOptions STRANGER = CLIENT.withConnectTimeout(Duration.ofSeconds(2));

  @Test
  void a_server_without_a_list_of_clients_does_not_start() {
    ZmqTransport open = ZmqTransport.builder().curve(CurveKeys.generate()).build();
    assertThatThrownBy(() -> open.serve(open.address("127.0.0.1", 0), ECHO, SERVER))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("let everybody in");
  }

  @Test
  void a_client_that_knows_no_server_does_not_start() {
    ZmqTransport lost = ZmqTransport.builder().curve(CurveKeys.generate()).build();
    assertThatThrownBy(() -> lost.connect(URI.create("zmq://127.0.0.1:1"), CLIENT))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("serverKey");
  }

  @Test
  void keys_of_others_without_keys_of_its_own_are_a_mistake() {
    assertThatThrownBy(
            () -> ZmqTransport.builder().serverKey(CurveKeys.generate().publicKey()).build())
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void those_who_know_each_other_talk_and_nobody_else() throws Exception {
    CurveKeys serverKeys = CurveKeys.generate();
    CurveKeys clientKeys = CurveKeys.generate();
    ZmqTransport serving =
        ZmqTransport.builder()
            .curve(serverKeys)
            .allow(AllowList.of(List.of(clientKeys.publicKey())))
            .build();
    ZmqTransport known =
        ZmqTransport.builder().curve(clientKeys).serverKey(serverKeys.publicKey()).build();
    ZmqTransport stranger =
        ZmqTransport.builder()
            .curve(CurveKeys.generate())
            .serverKey(serverKeys.publicKey())
            .build();
    ZmqTransport mistaken =
        ZmqTransport.builder()
            .curve(clientKeys)
            .serverKey(CurveKeys.generate().publicKey())
            .build();
    try (RpcServer server = serving.serve(serving.address("127.0.0.1", 0), ECHO, SERVER)) {
      assertEchoes(known, server);
      for (ZmqTransport other : List.of(stranger, mistaken, new ZmqTransport())) {
        assertUnavailable(other, server.endpoint());
      }
      assertEchoes(known, server);
    }
  }

  @Test
  void who_listens_on_the_way_reads_plain_calls_and_no_encrypted_ones() throws Exception {
    CurveKeys serverKeys = CurveKeys.generate();
    CurveKeys clientKeys = CurveKeys.generate();
    ZmqTransport serving =
        ZmqTransport.builder()
            .curve(serverKeys)
            .allow(AllowList.of(List.of(clientKeys.publicKey())))
            .build();
    ZmqTransport calling =
        ZmqTransport.builder().curve(clientKeys).serverKey(serverKeys.publicKey()).build();
    assertThat(heard(new ZmqTransport(), new ZmqTransport())).contains("NULL", "echo", "hello");
    assertThat(heard(serving, calling)).contains("CURVE").doesNotContain("echo", "hello");
  }

  /** What passes between the two while one calls the other. */
  private static String heard(Transport serving, Transport calling) throws Exception {
    try (RpcServer server = serving.serve(serving.address("127.0.0.1", 0), ECHO, SERVER);
        Proxy way = new Proxy(server.endpoint());
        RpcClient client = calling.connect(way.endpoint(), CLIENT)) {
      assertThat(call(client).get(30, TimeUnit.SECONDS).text()).isEqualTo("hello");
      return way.heard();
    }
  }

  @Test
  void processes_that_share_a_directory_talk(@TempDir Path temp) throws Exception {
    Path keys = temp.resolve("keys");
    Transport one = new ZmqTransport().encrypted(keys).orElseThrow();
    Transport other = new ZmqTransport().encrypted(keys).orElseThrow();
    Transport stranger = new ZmqTransport().encrypted(temp.resolve("others")).orElseThrow();
    try (RpcServer server = one.serve(one.address("127.0.0.1", 0), ECHO, SERVER)) {
      assertEchoes(other, server);
      assertUnavailable(stranger, server.endpoint());
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys)))
        .isEqualTo("rwx------");
  }

  @Test
  void a_directory_that_others_can_read_is_refused(@TempDir Path temp) throws Exception {
    Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThatThrownBy(() -> new ZmqTransport().encrypted(temp))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(temp.toString());
  }

  @Test
  void what_is_encrypted_is_its_own_encryption() {
    Transport encrypted = new ZmqTransport().encrypted().orElseThrow();
    assertThat(encrypted.encrypted()).containsSame(encrypted);
  }

  private static void assertEchoes(Transport transport, RpcServer server) throws Exception {
    try (RpcClient client = transport.connect(server.endpoint(), CLIENT)) {
      assertThat(call(client).get(30, TimeUnit.SECONDS).text()).isEqualTo("hello");
    }
  }

  private static void assertUnavailable(Transport transport, URI endpoint) throws Exception {
    try (RpcClient client = transport.connect(endpoint, STRANGER)) {
      assertThat(call(client))
          .failsWithin(30, TimeUnit.SECONDS)
          .withThrowableThat()
          .withMessageContaining("with these keys?");
    }
  }

  private static CompletableFuture<RpcResponse> call(RpcClient client) {
    return client.call(
        RpcRequest.of("echo", ByteBuffer.wrap("hello".getBytes(StandardCharsets.UTF_8))),
        Duration.ofSeconds(20));
  }
}
