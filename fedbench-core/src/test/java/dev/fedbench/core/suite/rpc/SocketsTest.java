package dev.fedbench.core.suite.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SocketsTest {

  @Test
  void connections_of_a_port_are_counted_while_they_are_open() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
      int port = server.getLocalPort();
      assumeTrue(Sockets.connections(port).isPresent(), "only Linux tells");
      assertThat(Sockets.connections(port)).as("one that listens is none").hasValue(0);
      try (Socket client = new Socket("127.0.0.1", port);
          Socket served = server.accept()) {
        assertThat(client.isConnected() && served.isConnected()).isTrue();
        assertThat(Sockets.connections(port)).as("both ends are ours").hasValue(2);
        assertThat(Sockets.connections(port == 65_535 ? 1 : port + 1)).hasValue(0);
      }
      assertThat(Sockets.connections(port)).isEqualTo(OptionalLong.of(0));
    }
  }
}
