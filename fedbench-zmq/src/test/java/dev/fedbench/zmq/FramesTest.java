package dev.fedbench.zmq;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written is read, and nothing else is. */
class FramesTest {

  private final Names names = new Names();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1_000, Frames.SMALL, Frames.SMALL + 1})
  void what_is_written_is_read(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    ByteBuffer body = ByteBuffer.wrap(bytes);
    Optional<ByteBuffer> next = size > Frames.SMALL ? Optional.of(body) : Optional.empty();
    Frames.Call call =
        new Frames.Call(true, -7, 1, Long.MIN_VALUE, "m.e-t_h0d", "schlüssel 𝔣", body);
    assertThat(Frames.readCall(Frames.call(call), next, names)).contains(call);
    Frames.Answer answer = new Frames.Answer(Kind.RESULT, 3, 4, body);
    assertThat(Frames.readAnswer(Frames.answer(answer), next)).contains(answer);
    Frames.Publication publication = new Frames.Publication(-1, -2, body);
    assertThat(Frames.readPublication(Frames.publication(publication), next)).contains(publication);
  }

  @ParameterizedTest
  @ValueSource(strings = {"t", "model", "a.b-c_9"})
  void names_are_read_the_first_time_and_again(String topic) {
    Frames.Subscribe wanted = new Frames.Subscribe(1, OptionalLong.of(-5), topic);
    for (int i = 0; i < 3; i++) {
      assertThat(Frames.readSubscribe(ByteBuffer.wrap(Frames.subscribe(wanted)), names))
          .contains(wanted);
    }
  }

  /**
   * Seeded: every message cut short and with one byte another is read as a message or not at all.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void mutations_break_nothing(long seed) {
    Random random = new Random(seed);
    FramesFuzzTest fuzz = new FramesFuzzTest();
    for (int i = 0; i < 20_000; i++) {
      byte[] body = new byte[random.nextInt(20)];
      byte[] bytes =
          Frames.call(new Frames.Call(false, 1, 2, 3, "echo", "ключ", ByteBuffer.wrap(body)))
              .array();
      byte[] cut = Arrays.copyOf(bytes, random.nextInt(bytes.length + 10));
      if (cut.length > 0) {
        cut[random.nextInt(cut.length)] = (byte) random.nextInt();
      }
      fuzz.parsers_are_total(cut);
    }
  }
}
