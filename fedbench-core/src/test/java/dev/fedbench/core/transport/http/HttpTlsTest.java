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
import java.net.InetAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who talks to whom under TLS. */
class HttpTlsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Path KEYS = Path.of("src/test/resources/tls");
  private static final Path AUTHORITY = KEYS.resolve("ca.pem");
  private static final Path CERTIFICATE = KEYS.resolve("server.pem");
  private static final Path KEY = KEYS.resolve("server.key");

  private final AtomicInteger served = new AtomicInteger();

  private RpcServer serve(Transport transport) throws IOException {
    return transport.serve(
        transport.address("127.0.0.1", 0),
        (request, call) -> {
          served.incrementAndGet();
          return CompletableFuture.completedFuture(RpcResponse.result(request.body()));
        },
        ServerOptions.defaults().withCloseGrace(Duration.ZERO));
  }

  private static void assertAccepted(Transport transport, URI endpoint) throws Exception {
    try (RpcClient client = transport.connect(endpoint, ClientOptions.defaults())) {
      RpcRequest request = RpcRequest.of("echo", ByteBuffer.allocate(10));
      assertThat(client.call(request, PATIENCE).get().body()).isEqualTo(ByteBuffer.allocate(10));
    }
  }

  private void assertRefused(Transport transport, URI endpoint) throws Exception {
    try (RpcClient client = transport.connect(endpoint, ClientOptions.defaults())) {
      CompletableFuture<RpcResponse> reply =
          client.call(RpcRequest.of("echo", ByteBuffer.allocate(10)), PATIENCE);
      assertThatThrownBy(() -> reply.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOfSatisfying(
              RpcException.class,
              failure -> assertThat(failure.reason()).isIn(Reason.UNAVAILABLE, Reason.PROTOCOL));
    }
    assertThat(served).as("calls that reached the handler").hasValue(0);
  }

  private static URI at(String host, RpcServer server) {
    return URI.create("https://" + host + ":" + server.endpoint().getPort());
  }

  @Test
  void clients_of_another_instance_refuse_the_server() throws Exception {
    Transport ours = new HttpTransport().encrypted().orElseThrow();
    Transport others = new HttpTransport().encrypted().orElseThrow();
    try (RpcServer server = serve(ours)) {
      assertThat(server.endpoint().getScheme()).isEqualTo("https");
      assertRefused(others, server.endpoint());
      assertAccepted(ours, server.endpoint());
    }
  }

  @Test
  void an_instance_is_plain_or_encrypted_but_never_both() throws Exception {
    Transport plain = new HttpTransport();
    Transport encrypted = plain.encrypted().orElseThrow();
    assertThat(encrypted.encrypted()).containsSame(encrypted);
    assertThatThrownBy(
            () -> plain.connect(URI.create("https://127.0.0.1:1"), ClientOptions.defaults()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> encrypted.connect(URI.create("http://127.0.0.1:1"), ClientOptions.defaults()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_plain_client_and_an_encrypted_server_do_not_understand_each_other() throws Exception {
    Transport encrypted = new HttpTransport().encrypted().orElseThrow();
    try (RpcServer server = serve(encrypted)) {
      URI endpoint = URI.create("http://127.0.0.1:" + server.endpoint().getPort());
      assertRefused(new HttpTransport(), endpoint);
    }
    try (RpcServer server = serve(new HttpTransport())) {
      assertRefused(encrypted, at("127.0.0.1", server));
    }
  }

  @Test
  void two_processes_agree_by_the_servers_certificate() throws Exception {
    HttpTransport there = HttpTransport.builder().certificate(CERTIFICATE, KEY).build();
    HttpTransport here = HttpTransport.builder().trust(CERTIFICATE).build();
    try (RpcServer server = serve(there)) {
      // The certificate is for localhost; who knows it need not ask for its name.
      assertAccepted(here, at("127.0.0.1", server));
      assertAccepted(there, at("127.0.0.1", server));
    }
  }

  @Test
  void two_processes_agree_by_an_authority_and_the_hosts_name() throws Exception {
    HttpTransport there = HttpTransport.builder().certificate(CERTIFICATE, KEY).build();
    HttpTransport here = HttpTransport.builder().trust(AUTHORITY).build();
    HttpTransport stranger = (HttpTransport) new HttpTransport().encrypted().orElseThrow();
    try (RpcServer server = serve(there)) {
      assertRefused(here, at("127.0.0.1", server));
      assertRefused(stranger, at("localhost", server));
      assertAccepted(here, at("localhost", server));
    }
  }

  @Test
  void an_authority_vouches_for_nobody_else() throws Exception {
    HttpTransport here = HttpTransport.builder().trust(AUTHORITY).build();
    try (RpcServer server = serve(new HttpTransport().encrypted().orElseThrow())) {
      assertRefused(here, at("localhost", server));
    }
  }

  @Test
  void without_a_certificate_there_is_no_server() throws Exception {
    HttpTransport here = HttpTransport.builder().trust(AUTHORITY).build();
    assertThatThrownBy(() -> serve(here))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("certificate");
  }

  @Test
  void nothing_older_than_TLS_1_3_is_spoken() throws Exception {
    try (RpcServer server = serve(new HttpTransport().encrypted().orElseThrow())) {
      SSLContext context = SSLContext.getDefault();
      try (SSLSocket socket =
          (SSLSocket)
              context
                  .getSocketFactory()
                  .createSocket(InetAddress.getLoopbackAddress(), server.endpoint().getPort())) {
        socket.setEnabledProtocols(new String[] {"TLSv1.2"});
        assertThatThrownBy(socket::startHandshake)
            .isInstanceOf(SSLException.class)
            .hasMessageContaining("protocol_version");
      }
    }
  }

  @Test
  void a_made_certificate_is_sound() throws Exception {
    TlsKeys.Identity identity = SelfSigned.make(new SecureRandom());
    X509Certificate certificate = identity.chain().get(0);
    certificate.checkValidity();
    certificate.verify(certificate.getPublicKey());
    assertThat(certificate.getVersion()).isEqualTo(3);
    assertThat(certificate.getSerialNumber().signum()).isNotNegative();
    assertThat(identity.matches()).isTrue();
    assertThat(identity.toString()).doesNotContain("PrivateKey", "privateKey");
  }

  @ParameterizedTest
  @ValueSource(strings = {"server.key", "rsa.key", "ed25519.key"})
  void keys_of_three_kinds_are_read(String file) throws Exception {
    assertThat(Pem.privateKey(KEYS.resolve(file)).getFormat()).isEqualTo("PKCS#8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsa.key", "ed25519.key"})
  void a_key_that_is_not_the_certificates_is_refused(String file) {
    Path other = KEYS.resolve(file);
    assertThatThrownBy(() -> HttpTransport.builder().certificate(CERTIFICATE, other))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-----BEGIN PRIVATE KEY-----",
        "-----END PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\n%%%%\n-----END PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----",
        "-----BEGIN CERTIFICATE-----\nc2VjcmV0\n-----END CERTIFICATE-----"
      })
  void a_file_of_something_else_is_refused_and_not_shown(String text, @TempDir Path directory)
      throws IOException {
    Path file = Files.writeString(directory.resolve("odd.pem"), text);
    assertThatThrownBy(() -> Pem.privateKey(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("odd.pem")
        .hasMessageNotContaining("c2VjcmV0");
    assertThatThrownBy(() -> Pem.certificates(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("odd.pem")
        .hasMessageNotContaining("c2VjcmV0");
  }

  @Test
  void a_key_in_another_form_is_refused_with_advice() {
    assertThatThrownBy(() -> Pem.privateKey(KEYS.resolve("sec1.key")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("openssl pkcs8");
  }
}
