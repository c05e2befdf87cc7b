package dev.fedbench.zmq.snappy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.rpc.Codec;
import dev.fedbench.rpc.CodecException;
import dev.fedbench.spi.Extensions;
import dev.fedbench.testing.CodecContract;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xerial.snappy.Snappy;

class SnappyCodecTest implements CodecContract {

  @Override
  public Codec codec() {
    return new SnappyCodec();
  }

  @Test
  void it_is_found_by_its_name() {
    assertThat(Extensions.of(Codec.class).find("snappy")).get().isInstanceOf(SnappyCodec.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 59, 60, 1_000, 65_536, 10_000_000, Integer.MAX_VALUE / 2})
  void its_bound_is_the_librarys(int plain) {
    assertThat(codec().maxCompressedBytes(plain)).isEqualTo(Snappy.maxCompressedLength(plain));
  }

  /** Lengths of up to 4 GiB, as varints. */
  @Test
  void a_stated_length_beyond_the_room_is_refused_before_anything_else() {
    for (byte[] bomb :
        new byte[][] {
          {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f, 0},
          {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x07, 0},
          {(byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, 0x08, 0}
        }) {
      assertThatThrownBy(
              () -> codec().decompress(ByteBuffer.wrap(bomb), ByteBuffer.allocate(1_000)))
          .isInstanceOf(CodecException.class)
          .hasMessageContaining("room for 1000");
    }
  }

  @Test
  void without_snappy_java_whoever_asks_hears_which_artifact_to_add() throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (WithoutSnappy loader = new WithoutSnappy()) {
      thread.setContextClassLoader(loader);
      Class<?> extensions = loader.loadClass("dev.fedbench.spi.Extensions");
      Object codecs =
          extensions
              .getMethod("of", Class.class)
              .invoke(null, loader.loadClass("dev.fedbench.rpc.Codec"));
      assertThat(extensions.getMethod("explainMissing", String.class).invoke(codecs, "snappy"))
          .asString()
          .contains("org.xerial.snappy:snappy-java, which is not here; add this artifact");
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** Our own classes, and no library. */
  private static final class WithoutSnappy extends URLClassLoader {

    WithoutSnappy() {
      super(new URL[] {at(SnappyCodec.class), at(Codec.class)}, getPlatformClassLoader());
    }

    private static URL at(Class<?> type) {
      return type.getProtectionDomain().getCodeSource().getLocation();
    }
  }
}
