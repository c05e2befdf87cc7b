package dev.fedbench.core.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigitsFileTest {

  private static final String PIXELS = "0,".repeat(62) + "16,8,";

  @Test
  void the_bundled_file_has_1797_digits_of_64_values_from_0_to_1() {
    Dataset digits = Digits.dataset();

    assertThat(digits.size()).isEqualTo(1797);
    assertThat(digits.width()).isEqualTo(64);
    assertThat(Arrays.stream(digits.all().positionsByClass()).mapToInt(p -> p.length))
        .containsExactly(178, 182, 177, 183, 181, 182, 181, 179, 174, 180);
    assertThat(Arrays.copyOf(digits.features(), 6))
        .containsExactly(0, 0, 5 / 16f, 13 / 16f, 9 / 16f, 1 / 16f);
    for (float value : digits.features()) {
      assertThat(value).isBetween(0f, 1f);
    }
  }

  @Test
  void it_is_loaded_once() {
    assertThat(Digits.dataset()).isSameAs(Digits.dataset());
  }

  @Test
  void pixels_are_scaled_and_labels_kept() throws IOException {
    Dataset two = read(PIXELS + "3\n" + PIXELS + "9\n");

    assertThat(two.labels()).containsExactly(3, 9);
    assertThat(Arrays.copyOfRange(two.features(), 125, 128)).containsExactly(0, 1, 0.5f);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10",
        "-1",
        "+1",
        " 1",
        "1.0",
        "1e0",
        "x",
        "007",
        "99999999999",
        "\u0661",
        "3,4"
      })
  void a_line_with_a_wrong_label_is_refused_by_number(String label) {
    assertThatThrownBy(() -> read(PIXELS + "3\n" + PIXELS + label + "\n"))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("digits, line 2: ");
  }

  @Test
  void a_pixel_above_16_is_refused() {
    assertThatThrownBy(() -> read(PIXELS.replace("16", "17") + "3\n"))
        .hasMessage("digits, line 1: '17'; expected a whole number from 0 to 16");
  }

  @Test
  void a_blank_line_is_refused() {
    assertThatThrownBy(() -> read(PIXELS + "3\n\n"))
        .hasMessage("digits, line 2: 1 fields; expected 65");
  }

  @Test
  void a_file_that_unpacks_without_end_is_refused() {
    assertThatThrownBy(() -> read("0".repeat(20 << 20)))
        .hasMessage("digits: more than 1048576 bytes unpacked");
  }

  @Test
  void damaged_bytes_give_a_dataset_or_an_io_exception_and_nothing_else() throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    byte[] whole = gzip((PIXELS + "3\n").repeat(50));
    int refused = 0;
    for (int i = 0; i < 500; i++) {
      byte[] damaged = Arrays.copyOf(whole, random.nextInt(4, whole.length + 1));
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      Throwable thrown = catchThrowable(() -> DigitsFile.read(new ByteArrayInputStream(damaged)));
      if (thrown != null) {
        assertThat(thrown).isInstanceOf(IOException.class);
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(400);
  }

  private static Dataset read(String text) throws IOException {
    return DigitsFile.read(new ByteArrayInputStream(gzip(text)));
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
