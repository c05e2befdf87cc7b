package dev.fedbench.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.metric.Unit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {

  private static final ConsoleStyle BOXES = new ConsoleStyle(false, true, ConsoleStyle.UNBOUNDED);

  @ParameterizedTest
  @CsvSource({
    "SECONDS, 0, 0s",
    "SECONDS, 1.5e-9, 1.500ns",
    "SECONDS, 0.00004712, 47.12µs",
    "SECONDS, -0.0123, -12.30ms",
    "SECONDS, 3.14159, 3.142s",
    "SECONDS, 12345.6, 12346s",
    "SECONDS, 1e-300, 1.000e-291ns",
    "SECONDS, 1e300, 1.000e+300s",
    "BYTES, 0, 0B",
    "BYTES, 10239, 10239B",
    "BYTES, 10240, 10.00KiB",
    "BYTES, 1048576, 1.000MiB",
    "BYTES, 1.5e300, 1.332e+285PiB",
    "BYTES_PER_SECOND, 123456789, 117.7MiB/s",
    "COUNT, 9999, 9999",
    "COUNT, 12500, 12.50k",
    "COUNT, 2.5, 2.500",
    "PER_SECOND, 1234567, 1.235M/s",
    "RATIO, 0.98765, 0.9877",
    "VALUE, 0.00042, 4.200e-04",
    "VALUE, 250.25, 250.3"
  })
  void numbers_have_four_digits_and_a_fitting_unit(Unit unit, double value, String text) {
    assertThat(Quantity.text(value, unit, BOXES)).isEqualTo(text);
  }
}
