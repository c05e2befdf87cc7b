package dev.fedbench.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.rpc.Codec;
import dev.fedbench.rpc.CodecException;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every {@link Codec} does. A test class passes it by implementing this and saying which. That
 * nothing beyond the bound is allocated shows only in that hostile lengths do no harm.
 */
public interface CodecContract {

  /** The codec under test; may be the same one each time. */
  Codec codec();

  @Test
  default void its_name_is_one_that_users_can_type() {
    assertThat(codec().name()).matches("[a-z0-9-]+");
  }

  /** Every size up to 300, and 150 others up to 100,000. */
  @ParameterizedTest
  @EnumSource
  default void what_was_compressed_comes_back(Payload payload) throws Exception {
    Codec codec = codec();
    Random random = new Random(payload.ordinal());
    byte[] bytes = payload.bytes(100_000, random);
    IntStream sizes = IntStream.rangeClosed(0, 300);
    for (int size : IntStream.concat(sizes, random.ints(150, 301, bytes.length + 1)).toArray()) {
      ByteBuffer plain = ByteBuffer.wrap(bytes, bytes.length - size, size);
      ByteBuffer compressed = compress(codec, plain.duplicate());
      ByteBuffer back = ByteBuffer.allocate(size);
      codec.decompress(compressed, back);
      assertThat(compressed.hasRemaining()).as("all was read").isFalse();
      assertThat(back.flip()).isEqualTo(plain);
    }
  }

  /** With the most that it may take, and checks that it does. */
  private static ByteBuffer compress(Codec codec, ByteBuffer plain) {
    int most = (int) codec.maxCompressedBytes(plain.remaining());
    ByteBuffer out = ByteBuffer.allocate(most);
    codec.compress(plain, out);
    assertThat(plain.hasRemaining()).as("all was compressed").isFalse();
    return out.flip();
  }

  @Test
  default void what_repeats_itself_shrinks() {
    ByteBuffer zeros = ByteBuffer.allocate(100_000);
    assertThat(compress(codec(), zeros).remaining()).isLessThan(20_000);
  }

  /** The same bytes, as buffers of every kind. */
  private static List<ByteBuffer> kinds(ByteBuffer bytes) {
    int size = bytes.remaining();
    ByteBuffer inside = ByteBuffer.allocate(size + 20).position(7).put(bytes.duplicate());
    ByteBuffer direct = ByteBuffer.allocateDirect(size + 20).position(7).put(bytes.duplicate());
    return List.of(
        bytes.duplicate(),
        bytes.asReadOnlyBuffer(),
        inside.duplicate().position(7).limit(7 + size),
        inside.slice(7, size),
        inside.slice(7, size).asReadOnlyBuffer(),
        direct.duplicate().position(7).limit(7 + size),
        direct.slice(7, size),
        direct.slice(7, size).asReadOnlyBuffer());
  }

  @Test
  default void buffers_of_all_kinds_are_read_and_written() throws Exception {
    Codec codec = codec();
    ByteBuffer plain = ByteBuffer.wrap(Payload.WORDS.bytes(5_000, new Random(1)));
    int most = (int) codec.maxCompressedBytes(5_000);
    for (ByteBuffer given : kinds(plain)) {
      for (ByteBuffer out : List.of(ByteBuffer.allocate(most + 9), direct(most + 9))) {
        out.position(9);
        codec.compress(given.duplicate(), out);
        ByteBuffer compressed = out.flip().position(9).slice();
        for (ByteBuffer from : kinds(compressed)) {
          for (ByteBuffer back : List.of(ByteBuffer.allocate(5_010), direct(5_010))) {
            codec.decompress(from.duplicate(), back.position(10));
            assertThat(back.position()).isEqualTo(5_010);
            assertThat(back.slice(10, 5_000)).isEqualTo(plain);
          }
        }
      }
    }
  }

  private static ByteBuffer direct(int size) {
    return ByteBuffer.allocateDirect(size);
  }

  @Test
  default void too_little_room_to_compress_is_an_overflow() {
    ByteBuffer plain = ByteBuffer.wrap(Payload.NOISE.bytes(10_000, new Random(1)));
    for (int room : new int[] {0, 1, 100, 5_000}) {
      assertThatThrownBy(() -> codec().compress(plain.duplicate(), ByteBuffer.allocate(room)))
          .isInstanceOf(BufferOverflowException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 65_536, 999_999})
  default void a_bomb_writes_nothing_beyond_the_room(int room) {
    Codec codec = codec();
    ByteBuffer bomb = compress(codec, ByteBuffer.allocate(1_000_000));
    for (ByteBuffer whole : List.of(ByteBuffer.allocate(room + 50), direct(room + 50))) {
      for (int i = room; i < room + 50; i++) {
        whole.put(i, (byte) 77);
      }
      assertThatThrownBy(() -> codec.decompress(bomb.duplicate(), whole.duplicate().limit(room)))
          .isInstanceOf(CodecException.class);
      for (int i = room; i < room + 50; i++) {
        assertThat(whole.get(i)).as("what lies behind the room").isEqualTo((byte) 77);
      }
    }
  }

  @Test
  default void more_room_than_needed_stays_as_it_is() throws Exception {
    ByteBuffer plain = ByteBuffer.wrap(Payload.WORDS.bytes(1_000, new Random(1)));
    ByteBuffer back = ByteBuffer.allocate(5_000);
    codec().decompress(compress(codec(), plain.duplicate()), back);
    assertThat(back.position()).isEqualTo(1_000);
    assertThat(back.flip()).isEqualTo(plain);
  }

  @ParameterizedTest
  @EnumSource
  default void what_was_cut_off_is_refused(Payload payload) {
    Codec codec = codec();
    ByteBuffer plain = ByteBuffer.wrap(payload.bytes(700, new Random(1)));
    ByteBuffer whole = compress(codec, plain.duplicate());
    for (int length = 0; length < whole.remaining(); length++) {
      ByteBuffer cut = whole.slice(0, length);
      assertThatThrownBy(() -> codec.decompress(cut, ByteBuffer.allocate(700)))
          .isInstanceOf(CodecException.class);
    }
  }

  @Test
  default void what_goes_on_behind_its_end_is_refused() {
    ByteBuffer whole = compress(codec(), ByteBuffer.wrap(new byte[100]));
    ByteBuffer more = ByteBuffer.allocate(whole.remaining() + 1).put(whole).rewind();
    assertThatThrownBy(() -> codec().decompress(more, ByteBuffer.allocate(100)))
        .isInstanceOf(CodecException.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  default void mutated_bytes_and_noise_are_refused_or_yield_what_there_is_room_for(long seed) {
    Codec codec = codec();
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      Payload payload = Payload.values()[random.nextInt(Payload.values().length)];
      ByteBuffer bytes =
          compress(codec, ByteBuffer.wrap(payload.bytes(random.nextInt(500), random)));
      for (int bit = 0; bit <= random.nextInt(4); bit++) {
        int at = random.nextInt(bytes.remaining());
        bytes.put(at, (byte) (bytes.get(at) ^ 1 << random.nextInt(8)));
      }
      refusedOrBounded(codec, bytes, random.nextInt(600));
      byte[] noise = new byte[random.nextInt(300)];
      random.nextBytes(noise);
      refusedOrBounded(codec, ByteBuffer.wrap(noise), random.nextInt(600));
    }
  }

  private static void refusedOrBounded(Codec codec, ByteBuffer bytes, int room) {
    ByteBuffer whole = ByteBuffer.allocate(room + 10);
    try {
      codec.decompress(bytes, whole.duplicate().limit(room));
    } catch (CodecException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
    assertThat(whole.slice(room, 10)).isEqualTo(ByteBuffer.allocate(10));
  }

  @Test
  default void many_threads_use_one_at_once() throws Exception {
    Codec codec = codec();
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int thread = 0; thread < 8; thread++) {
      Random random = new Random(thread);
      all.add(
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < 100; i++) {
                  roundTrip(codec, Payload.values()[i % Payload.values().length], random);
                }
              }));
    }
    CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new))
        .get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  private static void roundTrip(Codec codec, Payload payload, Random random) {
    ByteBuffer plain = ByteBuffer.wrap(payload.bytes(random.nextInt(20_000), random));
    ByteBuffer back = ByteBuffer.allocate(plain.remaining());
    try {
      codec.decompress(compress(codec, plain.duplicate()), back);
    } catch (CodecException e) {
      throw new AssertionError("what it has compressed itself", e);
    }
    assertThat(back.flip()).isEqualTo(plain);
  }

  /** What is compressed. */
  enum Payload {
    ZEROS {
      @Override
      byte[] bytes(int size, Random random) {
        return new byte[size];
      }
    },
    NOISE {
      @Override
      byte[] bytes(int size, Random random) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
      }
    },
    /** Text of a few words. */
    WORDS {
      @Override
      byte[] bytes(int size, Random random) {
        StringBuilder text = new StringBuilder();
        while (text.length() < size) {
          text.append("word").append(random.nextInt(50)).append(' ');
        }
        return text.substring(0, size).getBytes(StandardCharsets.US_ASCII);
      }
    },
    /** Float32 from a normal distribution, as weights are: nearly incompressible. */
    FLOATS {
      @Override
      byte[] bytes(int size, Random random) {
        ByteBuffer bytes = ByteBuffer.allocate(size + Float.BYTES);
        while (bytes.position() < size) {
          bytes.putFloat((float) random.nextGaussian());
        }
        return Arrays.copyOf(bytes.array(), size);
      }
    },
    /** Noise, then zeros. */
    HALF {
      @Override
      byte[] bytes(int size, Random random) {
        return Arrays.copyOf(NOISE.bytes(size / 2, random), size);
      }
    };

    abstract byte[] bytes(int size, Random random);
  }
}
