package dev.fedbench.core.fl.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.fl.Authentication;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnrolmentTest {

  private static final byte[] KEY = ClientKey.of(new byte[32]).publicKey();
  private static final String GOOD = EnrolmentFile.line("good", KEY, 100);
  private static final String KEY_TEXT = Base64.getEncoder().encodeToString(KEY);

  @TempDir Path directory;

  @Test
  void a_file_enrols_its_clients_in_order() throws Exception {
    byte[] other = ClientKey.generate(new SecureRandom()).publicKey();
    String text =
        "# clients, übermittelt\r\n\n  \n"
            + EnrolmentFile.line("b", KEY, 1)
            + "\r\n\t"
            + EnrolmentFile.line("a.2_x-Y", other, Authentication.MOST_EXAMPLES)
            + "  ";
    EnrolmentFile enrolment = EnrolmentFile.read(write(text));
    assertThat(enrolment.size()).isEqualTo(2);
    assertThat(enrolment.index("b")).hasValue(0);
    assertThat(enrolment.index("a.2_x-Y")).hasValue(1);
    assertThat(enrolment.index("c")).isEmpty();
    assertThat(enrolment.id(1)).isEqualTo("a.2_x-Y");
    assertThat(enrolment.publicKey(0)).contains(KEY);
    assertThat(enrolment.publicKey(1)).contains(other);
    assertThat(enrolment.maxExamples(0)).isEqualTo(1);
    assertThat(enrolment.maxExamples(1)).isEqualTo(Authentication.MOST_EXAMPLES);
  }

  static Stream<Arguments> hostileLines() {
    return Stream.of(
        Arguments.of("a", "expected <client id>"),
        Arguments.of("a " + KEY_TEXT, "expected <client id>"),
        Arguments.of("a " + KEY_TEXT + " 1 more", "expected <client id>"),
        Arguments.of("a/b " + KEY_TEXT + " 1", "a client id is"),
        Arguments.of(".. " + KEY_TEXT + " 1", "a client id is"),
        Arguments.of("x".repeat(65) + " " + KEY_TEXT + " 1", "a client id is"),
        Arguments.of("é " + KEY_TEXT + " 1", "a client id is"),
        Arguments.of("a ===== 1", "not base64"),
        Arguments.of("a \u00ff\u00fe 1", "not base64"),
        Arguments.of("a AAAA 1", "not an Ed25519 public key"),
        Arguments.of("a " + "A".repeat(43) + "= 1", "not an Ed25519 public key"), // y = 0
        Arguments.of("a AQ" + "A".repeat(41) + "= 1", "not an Ed25519 public key"), // the identity
        Arguments.of("a " + KEY_TEXT + " 0", "most examples '0'"),
        Arguments.of("a " + KEY_TEXT + " -1", "most examples '-1'"),
        Arguments.of("a " + KEY_TEXT + " 4294967297", "expected a number of 1 to 4294967296"),
        Arguments.of("a " + KEY_TEXT + " 1e3", "most examples '1e3'"),
        Arguments.of("a " + KEY_TEXT + " 99999999999999999999", "most examples"),
        Arguments.of("good " + KEY_TEXT + " 1", "client good is in line 2 already"),
        Arguments.of("a" + " ".repeat(2_000) + KEY_TEXT + " 1", "longer than 1000"),
        Arguments.of("#" + "x".repeat(100_000), "longer than 1000"));
  }

  @ParameterizedTest
  @MethodSource("hostileLines")
  void a_wrong_line_is_named_by_file_and_number(String line, String why) throws Exception {
    Path file = write("# first\n" + GOOD + "\n\n" + line + "\n" + GOOD + "\n");
    assertThatThrownBy(() -> EnrolmentFile.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + ", line 4: ")
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "# nobody\n#"})
  void a_file_that_enrols_nobody_is_refused(String text) throws Exception {
    Path file = write(text);
    assertThatThrownBy(() -> EnrolmentFile.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file + " enrols nobody");
  }

  @Test
  void any_bytes_are_an_enrolment_or_a_refusal_that_names_the_file() throws Exception {
    Random random = new Random(3);
    for (int i = 0; i < 300; i++) {
      byte[] bytes =
          (GOOD + "\n" + GOOD.replace("good", "bad") + "\n").getBytes(StandardCharsets.US_ASCII);
      for (int changes = random.nextInt(4); changes > 0; changes--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      Path file = Files.write(directory.resolve("clients"), bytes);
      try {
        assertThat(EnrolmentFile.read(file).size()).isPositive();
      } catch (IOException e) {
        assertThat(e).hasMessageContaining(file.toString());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, true",
    "9, true",
    "99, true",
    "100, false",
    "00, false",
    "01, false",
    "'', false",
    "-1, false",
    "+1, false",
    "'1 ', false",
    "' 1', false",
    "٣, false",
    "4294967297, false",
    "99999999999999999999, false"
  })
  void a_numbered_client_has_just_one_name(String id, boolean enrolled) {
    NumberedEnrolment enrolment = NumberedEnrolment.unsigned(100, 7);
    assertThat(enrolment.index(id).isPresent()).isEqualTo(enrolled);
    if (enrolled) {
      assertThat(enrolment.id(enrolment.index(id).getAsInt())).isEqualTo(id);
    }
    assertThat(enrolment.publicKey(0)).isEmpty();
    assertThat(enrolment.maxExamples(99)).isEqualTo(7);
  }

  private Path write(String text) throws IOException {
    return Files.writeString(directory.resolve("clients"), text);
  }
}
