package dev.fedbench.core.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.rpc.MessageKind;
import dev.fedbench.rpc.RpcException;
import dev.fedbench.rpc.RpcException.Reason;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is compressed, what is not, and what comes of bodies that lie. */
class PackerTest {

  private final CompressionCounter counter = new CompressionCounter();
  private final Packer packer = new Packer(new DeflateCodec(), counter);

  private static ByteBuffer noise(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return ByteBuffer.wrap(bytes);
  }

  private ByteBuffer pack(ByteBuffer body) {
    return packer.pack(MessageKind.FUNCTION, "m", body);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 127, 128, 129, 16_383, 16_384, 16_385, 100_000, 2_097_151, 2_097_152})
  void bodies_come_back(int size) throws Exception {
    for (ByteBuffer body :
        new ByteBuffer[] {
          noise(size), ByteBuffer.allocate(size), ByteBuffer.allocateDirect(size)
        }) {
      ByteBuffer frame = pack(body);
      assertThat(frame.remaining()).isLessThanOrEqualTo(Frame.mostBytes(size));
      assertThat(packer.unpack(frame, size)).isEqualTo(body);
      assertThat(body.position()).isZero();
    }
  }

  @Test
  void short_bodies_are_not_tried() {
    pack(ByteBuffer.allocate(127));
    assertThat(counter.stats()).isEqualTo(new CompressionStats(0, 1, 0, 127, 129, 0, 0, 0));
  }

  @Test
  void what_shrinks_is_compressed_and_counted() throws Exception {
    ByteBuffer frame = pack(ByteBuffer.allocate(100_000));
    assertThat(frame.remaining()).isLessThan(1_000);
    packer.unpack(frame, 100_000);
    CompressionStats stats = counter.stats();
    assertThat(stats.compressed()).isEqualTo(1);
    assertThat(stats.decompressed()).isEqualTo(1);
    assertThat(stats.plainBytes()).isEqualTo(100_000);
    assertThat(stats.sentBytes()).isEqualTo(frame.remaining());
  }

  @Test
  void what_does_not_shrink_is_tried_less_and_less_often_and_never_given_up() {
    int bodies = 1_000;
    for (int i = 0; i < bodies; i++) {
      pack(noise(100_000));
    }
    assertThat(counter.stats().incompressible()).isEqualTo(bodies);
    int until = 0;
    while (counter.stats().compressed() == 0) {
      pack(ByteBuffer.allocate(1_000));
      until++;
    }
    assertThat(until).isBetween(1, Habits.LONGEST_PAUSE + 1);
    pack(ByteBuffer.allocate(1_000));
    assertThat(counter.stats().compressed()).as("from now on each is tried").isEqualTo(2);
    packer.pack(MessageKind.RESULT, "m", ByteBuffer.allocate(1_000));
    assertThat(counter.stats().compressed())
        .as("the other way has a habit of its own")
        .isEqualTo(3);
  }

  @Test
  void pauses_double() {
    Habits.Habit habit = new Habits().of(MessageKind.FUNCTION, "m");
    StringBuilder tries = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      boolean skips = habit.skips();
      tries.append(skips ? '.' : 'T');
      if (!skips) {
        habit.learn(false);
      }
    }
    assertThat(tries).hasToString("T.T..T....T.");
  }

  @Test
  void a_length_beyond_the_limit_is_refused_before_it_is_believed() {
    ByteBuffer bomb = Frame.write(Frame.Kind.COMPRESSED, Integer.MAX_VALUE, noise(20));
    assertThatThrownBy(() -> packer.unpack(bomb, 1 << 20))
        .isInstanceOfSatisfying(
            RpcException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TOO_LARGE))
        .hasMessageContaining("2147483647")
        .hasMessageContaining("1048576");
  }

  @ParameterizedTest
  @ValueSource(ints = {99_999, 100_001, 0})
  void a_length_that_is_not_the_bodys_is_refused(int stated) {
    ByteBuffer frame = pack(ByteBuffer.allocate(100_000));
    ByteBuffer payload = frame.slice(4, frame.remaining() - 4);
    ByteBuffer lie = Frame.write(Frame.Kind.COMPRESSED, stated, payload);
    assertThatThrownBy(() -> packer.unpack(lie, 1 << 20))
        .isInstanceOfSatisfying(
            RpcException.class, e -> assertThat(e.reason()).isEqualTo(Reason.PROTOCOL));
  }
}
