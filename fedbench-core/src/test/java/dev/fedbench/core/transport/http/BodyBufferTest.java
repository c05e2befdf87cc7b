package dev.fedbench.core.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyBufferTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void it_collects_what_comes_whatever_was_announced(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      int most = 1 + random.nextInt(100_000);
      long announced = random.nextInt(3) == 0 ? -1 : random.nextInt(150_000);
      BodyBuffer buffer = new BodyBuffer(announced, most);
      ByteArrayOutputStream truth = new ByteArrayOutputStream();
      boolean room = true;
      while (room && random.nextInt(30) != 0) {
        byte[] chunk = new byte[random.nextInt(10_000)];
        random.nextBytes(chunk);
        room = buffer.append(ByteBuffer.wrap(chunk));
        assertThat(room).isEqualTo(truth.size() + chunk.length <= most);
        if (room) {
          truth.writeBytes(chunk);
        }
      }
      assertThat(buffer.body()).isEqualTo(ByteBuffer.wrap(truth.toByteArray()));
    }
  }

  @Test
  void a_body_that_comes_as_announced_has_an_array_of_its_size() {
    BodyBuffer buffer = new BodyBuffer(400_000, 1 << 26);
    for (int i = 0; i < 10; i++) {
      assertThat(buffer.append(ByteBuffer.allocate(40_000))).isTrue();
    }
    assertThat(buffer.body().array()).hasSize(400_000);
  }

  @Test
  void an_announcement_alone_takes_little_room() {
    BodyBuffer buffer = new BodyBuffer(1 << 26, 1 << 26);
    assertThat(buffer.body().array()).isEmpty();
    buffer.append(ByteBuffer.allocate(1));
    assertThat(buffer.body().array()).hasSizeLessThanOrEqualTo(4_096);
    buffer.append(ByteBuffer.allocate(9_999));
    assertThat(buffer.body().array()).hasSizeLessThanOrEqualTo(160_000);
  }

  @Test
  void an_announcement_of_too_much_is_noticed_at_once() {
    assertThat(new BodyBuffer(101, 100).announcedTooLarge()).isTrue();
    assertThat(new BodyBuffer(100, 100).announcedTooLarge()).isFalse();
    assertThat(new BodyBuffer(-1, 100).announcedTooLarge()).isFalse();
  }
}
