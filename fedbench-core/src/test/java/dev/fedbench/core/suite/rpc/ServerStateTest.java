package dev.fedbench.core.suite.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.core.rpc.SchedulerLoad;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerStateTest {

  private static final ServerState FULL =
      new ServerState(
          new Vitals(OptionalLong.of(5), OptionalLong.of(6), 7, 8),
          new SchedulerLoad(1, 2, 3),
          OptionalLong.of(4));

  @Test
  void what_is_encoded_is_decoded() throws IOException {
    ServerState bare =
        new ServerState(
            new Vitals(OptionalLong.empty(), OptionalLong.empty(), 0, 0),
            new SchedulerLoad(0, 0, 0),
            OptionalLong.empty());
    assertThat(ServerState.decode(FULL.encode())).isEqualTo(FULL);
    assertThat(ServerState.decode(bare.encode())).isEqualTo(bare);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "queued", "queued=x", "=1", "queued=99999999999999999999", "queued=1"})
  void anything_else_is_refused(String text) {
    assertThatThrownBy(() -> ServerState.decode(ascii(text)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the server's stats");
  }

  @Test
  void any_bytes_are_a_state_or_an_IOException() {
    SplittableRandom random = new SplittableRandom(1);
    byte[] sound = FULL.encode().array();
    for (int i = 0; i < 10_000; i++) {
      byte[] bent = sound.clone();
      bent[random.nextInt(bent.length)] = (byte) random.nextInt(128);
      try {
        ServerState.decode(ByteBuffer.wrap(bent));
      } catch (IOException e) {
        assertThat(e).hasMessageStartingWith("the server's stats");
      }
    }
    assertThatThrownBy(() -> ServerState.decode(ByteBuffer.allocate(1 << 20)))
        .hasMessageContaining("1048576 bytes");
  }

  private static ByteBuffer ascii(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }
}
