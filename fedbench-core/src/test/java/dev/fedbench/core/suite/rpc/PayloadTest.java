package dev.fedbench.core.suite.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PayloadTest {

  private static final int SIZE = 100_000;

  @ParameterizedTest
  @EnumSource
  void a_payload_is_as_large_as_asked_for_and_the_same_from_the_same_seed(Payload kind) {
    for (int size : new int[] {0, 1, 2, 3, 63, 64, 1_024, 65_537}) {
      assertThat(kind.make(size, 7)).hasSize(size).isEqualTo(kind.make(size, 7));
    }
    assertThat(kind.make(4_096, 7)).isNotEqualTo(kind.make(4_096, 8));
  }

  @ParameterizedTest
  @CsvSource({
    "RANDOM, 0.72, 0.80",
    "COMPRESSIBLE, 0, 0.15",
    "INCOMPRESSIBLE, 0.95, 1.01",
    "STRUCTURED, 0.1, 0.45",
    "FLOAT32, 0.85, 0.98",
  })
  void each_kind_shrinks_as_it_says(Payload kind, double least, double most) {
    assertThat(ratio(kind.make(SIZE, 1))).isBetween(least, most);
  }

  @Test
  void floats_are_normal() {
    FloatBuffer floats =
        ByteBuffer.wrap(Payload.FLOAT32.make(4 * SIZE, 1))
            .order(ByteOrder.LITTLE_ENDIAN)
            .asFloatBuffer();
    double sum = 0;
    double squares = 0;
    while (floats.hasRemaining()) {
      double value = floats.get();
      sum += value;
      squares += value * value;
    }
    assertThat(sum / SIZE).isBetween(-0.02, 0.02);
    assertThat(squares / SIZE).isBetween(0.97, 1.03);
  }

  private static double ratio(byte[] bytes) {
    Deflater deflater = new Deflater();
    try {
      deflater.setInput(bytes);
      deflater.finish();
      return (double) deflater.deflate(new byte[2 * bytes.length]) / bytes.length;
    } finally {
      deflater.end();
    }
  }
}
