package dev.fedbench.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudentTTest {

  /** NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2. */
  @ParameterizedTest
  @CsvSource({
    "0.975, 1, 12.706",
    "0.975, 2, 4.303",
    "0.975, 3, 3.182",
    "0.975, 4, 2.776",
    "0.975, 10, 2.228",
    "0.975, 30, 2.042",
    "0.975, 100, 1.984",
    "0.95, 5, 2.015",
    "0.99, 2, 6.965",
    "0.999, 7, 4.782",
  })
  void quantiles_are_those_of_the_tables(double probability, double degrees, double expected) {
    assertThat(StudentT.quantile(probability, degrees)).isCloseTo(expected, within(0.001));
    assertThat(StudentT.quantile(1 - probability, degrees)).isCloseTo(-expected, within(0.001));
  }

  /** With 1 degree it is Cauchy's, with 2 it has a closed form. */
  @ParameterizedTest
  @CsvSource({"0.6", "0.75", "0.9", "0.995"})
  void quantiles_are_those_of_the_closed_forms(double p) {
    assertThat(StudentT.quantile(p, 1)).isCloseTo(Math.tan(Math.PI * (p - 0.5)), within(1e-9));
    assertThat(StudentT.quantile(p, 2))
        .isCloseTo((2 * p - 1) / Math.sqrt(2 * p * (1 - p)), within(1e-9));
    assertThat(StudentT.quantile(0.5, 3)).isCloseTo(0, within(1e-9));
  }

  @Test
  void nonsense_is_refused() {
    assertThatThrownBy(() -> StudentT.quantile(1, 3)).hasMessageContaining("probability 1.0");
    assertThatThrownBy(() -> StudentT.quantile(0.9, 0)).hasMessageContaining("freedom 0.0");
  }
}
