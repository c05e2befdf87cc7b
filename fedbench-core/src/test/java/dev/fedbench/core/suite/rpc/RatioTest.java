package dev.fedbench.core.suite.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class RatioTest {

  @Test
  void the_double_is_a_hundred_percent_more_and_the_half_fifty_less() {
    assertThat(Ratio.of(List.of(20.0), List.of(10.0)).orElseThrow().percent())
        .isCloseTo(100, within(1e-9));
    assertThat(Ratio.of(List.of(5.0), List.of(10.0)).orElseThrow().percent())
        .isCloseTo(-50, within(1e-9));
  }

  @Test
  void a_single_value_has_no_interval_and_what_cannot_be_compared_is_absent() {
    assertThat(Ratio.of(List.of(20.0), List.of(10.0, 11.0)).orElseThrow().low()).isEmpty();
    assertThat(Ratio.of(List.of(), List.of(10.0))).isEmpty();
    assertThat(Ratio.of(List.of(1.0), List.of(0.0))).isEmpty();
  }

  /** By hand: logs 0, 2, 4 and 1, 1, 1 times ln 2; Welch has 2 degrees; t(0.975, 2) = 4.302653. */
  @Test
  void the_interval_is_Welchs_of_the_logarithms() {
    Ratio ratio = Ratio.of(List.of(1.0, 4.0, 16.0), List.of(2.0, 2.0, 2.0)).orElseThrow();
    double half = 4.302653 * 2 * Math.log(2) / Math.sqrt(3);
    assertThat(ratio.percent()).isCloseTo(100, within(1e-9));
    assertThat(ratio.low().orElseThrow())
        .isCloseTo(100 * Math.expm1(Math.log(2) - half), within(1e-3));
    assertThat(ratio.high().orElseThrow())
        .isCloseTo(100 * Math.expm1(Math.log(2) + half), within(0.1));
  }

  @Test
  void equal_values_have_an_interval_of_no_width() {
    Ratio ratio = Ratio.of(List.of(3.0, 3.0), List.of(2.0, 2.0)).orElseThrow();
    assertThat(ratio.low().orElseThrow()).isCloseTo(50, within(1e-9));
    assertThat(ratio.high().orElseThrow()).isCloseTo(50, within(1e-9));
  }

  @Test
  void effects_are_those_of_a_two_by_two_design() {
    Effects additive = new Effects(10, 13, 15, 18);
    assertThat(additive.first()).isEqualTo(3);
    assertThat(additive.second()).isEqualTo(5);
    assertThat(additive.interaction()).isZero();
    Effects crossed = new Effects(10, 20, 20, 10);
    assertThat(crossed.first()).isZero();
    assertThat(crossed.second()).isZero();
    assertThat(crossed.interaction()).isEqualTo(-10);
  }
}
