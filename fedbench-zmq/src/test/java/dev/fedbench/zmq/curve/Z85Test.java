package dev.fedbench.zmq.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Z85Test {

  /** The vectors of RFC 32, and the key of libzmq's tests. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      quoteCharacter = '\0',
      value = {
        "864fd26fb559f75b HelloWorld",
        "8e0bdd697628b91d8f245587ee95c5b04d48963f79259877b49cd9063aead3b7 JTKVSB%%)wK0E.X)V>+}o?pNmC{O&4W4b!Ni{Lh6",
        "ffffffff %nSc0",
        "00000000 00000"
      })
  void vectors(String hex, String z85) {
    assertThat(Z85.encode(HexFormat.of().parseHex(hex))).isEqualTo(z85);
    assertThat(Z85.decode(z85)).isEqualTo(HexFormat.of().parseHex(hex));
  }

  @Test
  void what_is_encoded_is_decoded() {
    Random random = new Random(3);
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = new byte[4 * random.nextInt(12)];
      random.nextBytes(bytes);
      String text = Z85.encode(bytes);
      assertThat(Z85.decode(text)).isEqualTo(bytes);
      assertThat(zmq.util.Z85.encode(bytes, bytes.length)).isEqualTo(text);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0", "abcd", "abcdef", "abc d", "abc\"d", "ab\\cd", "äbcde", "%nSc1", "#####", "#0000"
      })
  void what_is_none_is_refused(String text) {
    assertThatThrownBy(() -> Z85.decode(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void random_text_is_decoded_or_refused() {
    Random random = new Random(5);
    for (int i = 0; i < 5_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(3) * 5; n > 0; n--) {
        text.append(
            (char) (random.nextInt(10) == 0 ? random.nextInt(300) : 33 + random.nextInt(94)));
      }
      try {
        assertThat(Z85.encode(Z85.decode(text.toString()))).isEqualTo(text.toString());
      } catch (IllegalArgumentException refused) {
        assertThat(refused).hasMessageNotContaining("null");
      }
    }
  }
}
