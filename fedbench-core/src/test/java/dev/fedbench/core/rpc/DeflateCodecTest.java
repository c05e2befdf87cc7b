package dev.fedbench.core.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.rpc.Codec;
import dev.fedbench.spi.Extensions;
import dev.fedbench.testing.CodecContract;
import org.junit.jupiter.api.Test;

class DeflateCodecTest implements CodecContract {

  private static final Codec DEFLATE = new DeflateCodec();

  @Override
  public Codec codec() {
    return DEFLATE;
  }

  @Test
  void it_is_found_by_its_name() {
    assertThat(Extensions.of(Codec.class).find("deflate")).get().isInstanceOf(DeflateCodec.class);
  }

  @Test
  void who_asks_for_snappy_without_it_hears_which_artifacts_to_add() {
    assertThat(Extensions.of(Codec.class).explainMissing("snappy"))
        .contains("fedbench-zmq", "org.xerial.snappy:snappy-java", "deflate");
  }
}
