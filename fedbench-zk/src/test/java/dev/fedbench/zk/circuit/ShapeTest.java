package dev.fedbench.zk.circuit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShapeTest {

  @Test
  void its_id_is_read_back() {
    for (Kind kind : Kind.values()) {
      for (boolean chained : new boolean[] {false, true}) {
        for (int size : new int[] {1, 11, 1_465, 1 << 22}) {
          for (int bits : new int[] {2, 9, 32}) {
            Shape shape = new Shape(kind, size, bits, chained);
            assertThat(Shape.parse(shape.id())).contains(shape);
          }
        }
      }
    }
    assertThat(new Shape(Kind.SECURE, 1_465, 16, true).id()).isEqualTo("secure-chunk-1465-16");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "secure",
        "secure-11",
        "secure-11-",
        "secure--16",
        "secure-11-16-",
        "secure-11-16 ",
        " secure-11-16",
        "secure-11-16\n",
        "SECURE-11-16",
        "Secure-11-16",
        "secure-011-16",
        "secure-11-016",
        "secure-11-06",
        "secure-+11-16",
        "secure--11-16",
        "secure-0-16",
        "secure-11-1",
        "secure-11-33",
        "secure-11-99",
        "secure-4194305-16",
        "secure-999999999-16",
        "secure-99999999999999999999-16",
        "secure-chunk-chunk-11-16",
        "secure-chunk-11",
        "chunk-11-16",
        "secure-\u0661\u0661-16",
        "standard_11_16"
      })
  void no_other_text_is_one(String text) {
    assertThat(Shape.parse(text)).isEmpty();
  }

  @Test
  void any_text_is_the_id_of_what_it_gives_or_gives_nothing() {
    Random random = new Random(1);
    String[] pieces = {"secure", "standard", "chunk", "-", "0", "1", "16", "4194304", "x", "\0"};
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int k = random.nextInt(8); k >= 0; k--) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      Shape.parse(text.toString())
          .ifPresent(shape -> assertThat(shape.id()).isEqualTo(text.toString()));
    }
    assertThat(Shape.parse("secure-chunk-11-16")).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "true, 1, 1",
    "true, 4, 1",
    "true, 5, 2",
    "true, 4294967295, 1073741824",
    "true, 4294967296, 0",
    "true, 0, 0",
    "true, -1, 0",
    "true, -9, 0",
    "false, 4, 1",
    "false, 3, 0",
    "false, 8, 0"
  })
  void it_knows_how_many_proofs_an_update_needs(boolean chained, long values, long proofs) {
    assertThat(new Shape(Kind.SECURE, 4, 16, chained).proofs(values)).isEqualTo(proofs);
  }
}
