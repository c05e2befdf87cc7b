package dev.fedbench.core.transport.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.rpc.ClientOptions;
import dev.fedbench.rpc.RpcClient;
import dev.fedbench.rpc.RpcException;
import dev.fedbench.rpc.RpcException.Reason;
import dev.fedbench.rpc.RpcRequest;
import dev.fedbench.rpc.RpcResponse;
import dev.fedbench.rpc.RpcServer;
import dev.fedbench.rpc.ServerOptions;
import dev.fedbench.rpc.Transport;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who talks to whom when processes share keys. An instance of the transport knows of no other. */
class HttpSharedKeysTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path directory;
  private final AtomicInteger served = new AtomicInteger();

  private Path keys() {
    return directory.resolve("keys");
  }

  private Transport sharing() throws IOException {
    return new HttpTransport().encrypted(keys()).orElseThrow();
  }

  private RpcServer serve(Transport transport) throws IOException {
    return transport.serve(
        transport.address("127.0.0.1", 0),
        (request, call) -> {
          served.incrementAndGet();
          return CompletableFuture.completedFuture(RpcResponse.result(request.body()));
        },
        ServerOptions.defaults().withCloseGrace(Duration.ZERO));
  }

  private static CompletableFuture<RpcResponse> call(RpcClient client) {
    return client.call(RpcRequest.of("echo", ByteBuffer.allocate(10)), PATIENCE);
  }

  private void assertRefused(Transport stranger, URI endpoint) throws Exception {
    try (RpcClient client = stranger.connect(endpoint, ClientOptions.defaults())) {
      CompletableFuture<RpcResponse> reply = call(client);
      assertThatThrownBy(() -> reply.get(60, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOfSatisfying(
              RpcException.class,
              failure -> assertThat(failure.reason()).isIn(Reason.UNAVAILABLE, Reason.PROTOCOL));
    }
    assertThat(served).as("calls that reached the handler").hasValue(0);
  }

  @Test
  void two_that_share_a_directory_serve_each_other() throws Exception {
    Transport one = sharing();
    Transport other = sharing();
    for (Transport server : List.of(one, other)) {
      try (RpcServer serving = serve(server)) {
        for (Transport client : List.of(one, other)) {
          try (RpcClient calling = client.connect(serving.endpoint(), ClientOptions.defaults())) {
            assertThat(call(calling).get(60, TimeUnit.SECONDS).body().remaining()).isEqualTo(10);
          }
        }
      }
    }
  }

  @Test
  void a_stranger_is_refused_even_if_it_knows_the_certificate() throws Exception {
    try (RpcServer server = serve(sharing())) {
      assertRefused(new HttpTransport().encrypted().orElseThrow(), server.endpoint());
      assertRefused(
          new HttpTransport().encrypted(directory.resolve("others")).orElseThrow(),
          server.endpoint());
      Path certificate = keys().resolve(SharedKeys.CERTIFICATE);
      assertRefused(HttpTransport.builder().trust(certificate).build(), server.endpoint());
    }
  }

  @Test
  void a_strangers_server_is_refused() throws Exception {
    try (RpcServer server = serve(new HttpTransport().encrypted().orElseThrow())) {
      assertRefused(sharing(), server.endpoint());
    }
  }

  @Test
  void what_is_made_is_its_owners_alone() throws Exception {
    sharing();
    assertThat(permissions(keys())).isEqualTo("rwx------");
    assertThat(permissions(keys().resolve(SharedKeys.KEY))).isEqualTo("rw-------");
    assertThat(permissions(keys().resolve(SharedKeys.CERTIFICATE))).isEqualTo("rw-------");
    try (var files = Files.list(keys())) {
      assertThat(files).as("nothing but both and the lock").hasSize(3);
    }
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void many_that_come_at_once_get_the_same_keys() throws Exception {
    List<CompletableFuture<TlsKeys.Identity>> all = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      all.add(CompletableFuture.supplyAsync(this::open));
    }
    for (CompletableFuture<TlsKeys.Identity> one : all) {
      assertThat(one.get(60, TimeUnit.SECONDS)).isEqualTo(all.get(0).get());
    }
  }

  private TlsKeys.Identity open() {
    try {
      return SharedKeys.open(keys(), new SecureRandom());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Another JVM makes the keys at the same time. */
  @Test
  void two_processes_get_the_same_keys() throws Exception {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                OpenSharedKeys.class.getName(),
                keys().toString())
            .redirectErrorStream(true)
            .start();
    TlsKeys.Identity ours = open();
    String said = new String(other.getInputStream().readAllBytes()).trim();
    assertThat(other.waitFor()).as(said).isZero();
    assertThat(said).endsWith(ours.chain().get(0).getSerialNumber().toString(16));
  }

  @Test
  void keys_that_a_process_left_half_made_are_made_again() throws Exception {
    TlsKeys.Identity first = open();
    Files.delete(keys().resolve(SharedKeys.CERTIFICATE));
    TlsKeys.Identity second = open();
    assertThat(second).isNotEqualTo(first).isEqualTo(open());
  }

  @Test
  void a_certificate_whose_key_is_gone_is_an_error_that_names_the_key() throws Exception {
    open();
    Files.delete(keys().resolve(SharedKeys.KEY));
    assertThatThrownBy(this::sharing)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(SharedKeys.KEY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-rw-rw-"})
  void a_key_that_others_can_read_or_write_is_not_used(String permissions) throws Exception {
    open();
    Path key = keys().resolve(SharedKeys.KEY);
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString(permissions));
    assertThatThrownBy(this::sharing)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(key.toString())
        .hasMessageContaining(permissions)
        .hasMessageNotContaining("BEGIN");
  }

  @Test
  void a_directory_that_others_may_write_to_is_not_used() throws Exception {
    Files.createDirectory(keys());
    Files.setPosixFilePermissions(keys(), PosixFilePermissions.fromString("rwxrwx---"));
    assertThatThrownBy(this::sharing)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(keys().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {SharedKeys.KEY, SharedKeys.CERTIFICATE})
  void a_file_of_something_else_is_an_error_that_names_it(String name) throws Exception {
    open();
    Files.writeString(keys().resolve(name), "secret nonsense");
    assertThatThrownBy(this::sharing)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(name)
        .hasMessageNotContaining("nonsense");
  }
}
