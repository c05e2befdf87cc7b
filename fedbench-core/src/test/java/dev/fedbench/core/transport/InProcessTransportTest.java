package dev.fedbench.core.transport;

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
import dev.fedbench.spi.Extensions;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class InProcessTransportTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final RpcHandler ECHO =
      (request, call) ->
          CompletableFuture.completedFuture(RpcResponse.result(request.body().duplicate()));

  @Test
  void two_instances_found_by_name_meet() throws Exception {
    assertThat(Extensions.of(Transport.class).names()).contains("http", "inprocess");
    Transport one = Extensions.of(Transport.class).find("inprocess").orElseThrow();
    Transport other = Extensions.of(Transport.class).find("inprocess").orElseThrow();
    assertThat(one).isNotSameAs(other);
    try (RpcServer server = one.serve(one.address("host", 0), ECHO, ServerOptions.defaults());
        RpcClient client = other.connect(server.endpoint(), ClientOptions.defaults())) {
      RpcResponse response =
          client.call(RpcRequest.of("echo", ByteBuffer.wrap(new byte[] {1, 2})), PATIENCE).get();
      assertThat(response.body()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2}));
    }
  }

  @Test
  void a_call_runs_on_the_callers_thread_and_is_answered_on_return() throws Exception {
    AtomicReference<Thread> served = new AtomicReference<>();
    Transport transport = new InProcessTransport();
    RpcHandler handler =
        (request, call) -> {
          served.set(Thread.currentThread());
          return CompletableFuture.completedFuture(RpcResponse.result(request.body()));
        };
    try (RpcServer server =
            transport.serve(transport.address("host", 0), handler, ServerOptions.defaults());
        RpcClient client = transport.connect(server.endpoint(), ClientOptions.defaults())) {
      ByteBuffer body = ByteBuffer.wrap(new byte[8]);
      CompletableFuture<RpcResponse> reply = client.call(RpcRequest.of("echo", body), PATIENCE);
      assertThat(reply).isCompleted();
      assertThat(served.get()).isSameAs(Thread.currentThread());
      reply.get().body().getLong();
      assertThat(body.position()).as("the caller's position").isZero();
    }
  }

  @Test
  void an_address_is_free_again_after_close() throws Exception {
    Transport transport = new InProcessTransport();
    RpcServer first = transport.serve(transport.address("host", 0), ECHO, ServerOptions.defaults());
    first.close();
    RpcServer second = transport.serve(first.endpoint(), ECHO, ServerOptions.defaults());
    first.close();
    transport.connect(second.endpoint(), ClientOptions.defaults()).close();
    second.close();
    assertThatThrownBy(() -> transport.connect(second.endpoint(), ClientOptions.defaults()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(second.endpoint().toString());
  }

  @Test
  void a_foreign_address_is_refused() {
    Transport transport = new InProcessTransport();
    for (String address : new String[] {"http://host:1", "inprocess://host", "inprocess:x"}) {
      assertThatThrownBy(() -> transport.serve(URI.create(address), ECHO, ServerOptions.defaults()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(address);
    }
  }
}
