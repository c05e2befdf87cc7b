package dev.fedbench.core.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.core.load.Verdict.OpenFacts;
import dev.fedbench.result.Outcome;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {

  private static final long MICRO = 1_000;

  @ParameterizedTest(name = "{0} of 10,000, growth {1}, response {2} us, lateness {3} us: {4}")
  @CsvSource({
    "10000, 0,     5000,  20,   COMPLETED",
    "9900,  0,     5000,  20,   COMPLETED",
    "9899,  0,     5000,  20,   SATURATED",
    "10000, 0.009, 5000,  20,   COMPLETED",
    "10000, 0.011, 5000,  20,   SATURATED",
    "10000, 0,     1000,  100,  COMPLETED",
    "10000, 0,     1000,  101,  GENERATOR_LIMITED",
    "10000, 0,     50000, 1000, COMPLETED",
    "10000, 0,     50000, 1001, GENERATOR_LIMITED",
    "9899,  0,     50000, 1001, SATURATED",
    "9899,  0,     5000,  501,  GENERATOR_LIMITED",
    "10000, 0.5,   5000,  501,  GENERATOR_LIMITED",
    "0,     0,     0,     0,    SATURATED",
  })
  void the_limits_decide(
      long completed, double growth, long response, long lateness, Outcome expected) {
    Verdict verdict =
        Verdict.of(
            new OpenFacts(
                10_000,
                completed,
                Map.of(),
                1_000,
                990,
                growth,
                response * MICRO,
                lateness * MICRO),
            OpenLimits.DEFAULT);

    assertThat(verdict.outcome()).isEqualTo(expected);
    assertThat(verdict.reason().isEmpty()).isEqualTo(expected == Outcome.COMPLETED);
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource({
    "TIMEOUT,     101, SATURATED",
    "TIMEOUT,     100, COMPLETED",
    "UNAVAILABLE, 101, FAILED",
    "UNAVAILABLE, 100, COMPLETED",
    "ERROR,       101, FAILED",
  })
  void requests_that_were_refused_were_not_slow(
      FailureCause cause, long failures, Outcome expected) {
    OpenFacts facts =
        new OpenFacts(10_000, 10_000 - failures, Map.of(cause, failures), 1_000, 990, 0, 9_999, 0);

    assertThat(Verdict.of(facts, OpenLimits.DEFAULT).outcome()).isEqualTo(expected);
  }

  @Test
  void reasons_say_what_was_found_and_expected() {
    OpenFacts slow = new OpenFacts(1_000, 500, Map.of(), 1_000, 499.96, 0, 9_999, 0);
    OpenFacts grows = new OpenFacts(1_000, 1_000, Map.of(), 1_000, 800, 0.25, 9_999, 0);
    OpenFacts late = new OpenFacts(1_000, 1_000, Map.of(), 1_000, 1_000, 0, 9_999, 2_500_000);

    assertThat(Verdict.of(slow, OpenLimits.DEFAULT).reason())
        .contains(
            "500 of 1000 requests ended in time; expected at least 99.0 %."
                + " Achieved 500.0/s of 1000.0/s");
    assertThat(Verdict.of(grows, OpenLimits.DEFAULT).outcome()).isEqualTo(Outcome.SATURATED);
    assertThat(Verdict.of(grows, OpenLimits.DEFAULT).reason())
        .contains(
            "the backlog grew by 25.0 % of the requests; expected at most 1.00 %."
                + " Achieved 800.0/s of 1000.0/s");
    assertThat(Verdict.of(late, OpenLimits.DEFAULT).reason())
        .contains(
            "requests were started late by 2500.0 us (p99), the median response is 10.0 us;"
                + " expected at most 10.0 % of it and at most 1000.0 us");
  }
}
