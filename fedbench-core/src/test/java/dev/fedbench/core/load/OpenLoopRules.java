package dev.fedbench.core.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fedbench.result.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** The rules of an open loop, in virtual time. */
abstract class OpenLoopRules {

  private static final long MILLI = 1_000_000;
  private static final OpenPlan PLAN = OpenPlan.of(1_000, Extent.time(Duration.ofSeconds(4)));
  private static final Percentage PRECISION = Percentage.withPercentage(0.11);

  private final VirtualTime time;
  private final List<Long> dues = new ArrayList<>();

  /** At whatever time the clock begins. */
  OpenLoopRules(long start) {
    time = new VirtualTime(start);
  }

  private LoadResult run(OpenPlan plan, Target target) throws InterruptedException {
    return new OpenRun(plan, target, this::keep, () -> false, time).run();
  }

  private void keep(long due, long sent, long done, boolean answered) {
    dues.add(due);
  }

  @Test
  void a_stall_shows_in_every_request_that_was_due_while_it_lasted() throws Exception {
    SimulatedServer server = new SimulatedServer(time, 1_000).stall(1_000 * MILLI, 1_400 * MILLI);

    LoadResult result = run(PLAN, server);

    assertThat(result.requests()).isEqualTo(4_000);
    assertThat(result.completed()).isEqualTo(4_000);
    // The hundredth part is 40 requests of the 400 that waited, a millisecond apart.
    assertThat(result.response().percentile(99) / 1e6).isBetween(359.0, 362.0);
    assertThat(result.response().max() / 1e6).isBetween(399.0, 400.5);
    assertThat(result.response().percentile(50)).isEqualTo(1_000);
    assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(result.headline()).contains(result.response());
  }

  @Test
  void at_the_cap_requests_wait_and_age_and_service_does_not_show_it() throws Exception {
    SimulatedServer server = new SimulatedServer(time, 1_000).stall(1_000 * MILLI, 1_400 * MILLI);

    LoadResult result = run(PLAN.withMaxInFlight(1), server);

    assertThat(server.mostInFlight()).isEqualTo(1);
    assertThat(result.completed()).isEqualTo(4_000);
    assertThat(result.response().percentile(99) / 1e6).isBetween(359.0, 362.0);
    assertThat(result.service().percentile(99)).isEqualTo(1_000);
    assertThat(result.service().max() / 1e6).isBetween(399.0, 400.5);
    assertThat(result.lateness().max() / 1e6).isBetween(398.0, 400.0);
    // It was the server that was late, not we.
    assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
  }

  @Test
  void intended_starts_are_never_skipped_or_moved() throws Exception {
    run(PLAN.withMaxInFlight(1), new SimulatedServer(time, 1_000).stall(0, 700 * MILLI));

    assertThat(dues).hasSize(4_000);
    for (int i = 0; i < dues.size(); i++) {
      assertThat(dues.get(i)).isEqualTo(i * MILLI);
    }
  }

  @Test
  void an_overloaded_server_is_saturated_though_it_answers_all_in_the_grace() throws Exception {
    LoadResult result =
        run(PLAN.withGrace(Duration.ofSeconds(60)), new SimulatedServer(time, 1_250_000));

    assertThat(result.completed()).isEqualTo(4_000);
    assertThat(result.outcome()).isEqualTo(Outcome.SATURATED);
    assertThat(result.reason()).get().asString().contains("backlog", "800.", "1000.0/s");
    assertThat(result.rate()).isCloseTo(800, within(1.0));
    assertThat(result.headline()).isEmpty();
  }

  @Test
  void a_server_at_99_and_a_half_percent_of_the_rate_is_not_saturated() throws Exception {
    LoadResult result = run(PLAN, new SimulatedServer(time, 1_005_000));

    assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
  }

  @Test
  void what_is_unfinished_after_the_grace_counts_until_then_and_is_given_up() throws Exception {
    SimulatedServer server = new SimulatedServer(time, 1_000).stall(2_001 * MILLI, 60_000 * MILLI);

    LoadResult result = run(PLAN.withGrace(Duration.ofSeconds(1)), server);

    assertThat(result.requests()).isEqualTo(4_000);
    assertThat(result.completed()).isEqualTo(2_000);
    assertThat(result.unfinished()).isEqualTo(2_000);
    assertThat(server.givenUp()).isEqualTo(2_000);
    assertThat(server.inFlight()).isZero();
    // Due from 2 s on, given up a second after the last, at 4.999 s.
    assertThat(result.response().max()).isEqualTo(2_999 * MILLI);
    assertThat(result.response().count()).isEqualTo(4_000);
    assertThat(result.service().count()).isEqualTo(2_000);
    assertThat(result.outcome()).isEqualTo(Outcome.SATURATED);
  }

  @Test
  void what_could_not_even_be_started_is_unfinished_too() throws Exception {
    SimulatedServer server = new SimulatedServer(time, 1_000).stall(2_001 * MILLI, 60_000 * MILLI);

    LoadResult result = run(PLAN.withGrace(Duration.ofSeconds(1)).withMaxInFlight(10), server);

    assertThat(server.started()).isEqualTo(2_010);
    assertThat(result.unfinished()).isEqualTo(2_000);
    assertThat(result.response().max()).isEqualTo(2_999 * MILLI);
    assertThat(result.lateness().count()).isEqualTo(2_010);
    assertThat(result.outcome()).isEqualTo(Outcome.SATURATED);
  }

  @Test
  void a_timeout_counts_as_at_least_the_timeout() throws Exception {
    SimulatedServer server =
        new SimulatedServer(time, 1_000).stall(1_000 * MILLI, 1_400 * MILLI).timeout(100 * MILLI);

    LoadResult result = run(PLAN.withTimeout(Duration.ofMillis(150)), server);

    long timeouts = result.failures().get(FailureCause.TIMEOUT);
    assertThat(timeouts).isBetween(298L, 302L);
    assertThat(result.completed()).isEqualTo(4_000 - timeouts);
    assertThat(result.response().count()).isEqualTo(4_000);
    assertThat(result.response().max()).isEqualTo(150 * MILLI);
    assertThat(result.service().count()).isEqualTo(result.completed());
    assertThat(result.firstFailure()).contains("no answer in time");
    assertThat(result.outcome()).isEqualTo(Outcome.SATURATED);
  }

  @Test
  void the_warm_up_is_made_and_not_measured() throws Exception {
    SimulatedServer server = new SimulatedServer(time, 1_000).stall(0, 300 * MILLI);

    LoadResult result = run(PLAN.withWarmUp(Extent.time(Duration.ofMillis(500))), server);

    assertThat(server.started()).isEqualTo(4_500);
    assertThat(result.requests()).isEqualTo(4_000);
    assertThat(result.response().max()).isEqualTo(1_000);
    assertThat(result.requestBytes()).isEqualTo(3 * 4_000);
    assertThat(result.responseBytes()).isEqualTo(5 * 4_000);
    assertThat(result.elapsedNanos()).isEqualTo(3_999 * MILLI + 1_000);
    assertThat(dues.get(0)).isZero();
  }

  @Test
  void what_a_warm_up_left_behind_makes_no_rate_above_the_target() throws Exception {
    SimulatedServer server = new SimulatedServer(time, 1_000).stall(0, 1_500 * MILLI);
    OpenPlan plan = PLAN.withWarmUp(Extent.time(Duration.ofMillis(500))).withMaxInFlight(10);

    LoadResult result = run(plan, server);

    assertThat(result.response().max()).isGreaterThan(900 * MILLI);
    assertThat(result.completed()).isEqualTo(4_000);
    assertThat(result.rate()).isCloseTo(1_000, Percentage.withPercentage(0.1));
  }

  @Test
  void a_series_has_a_point_for_every_second_in_which_something_ended() throws Exception {
    SimulatedServer server = new SimulatedServer(time, 1_000).stall(1_001 * MILLI, 3_401 * MILLI);

    LoadResult result = run(PLAN, server);

    assertThat(result.series().points()).containsOnlyKeys(0L, 3L);
    assertThat(result.series().points().get(0L).count()).isEqualTo(1_000);
    assertThat(result.series().points().get(0L).max()).isEqualTo(1_000);
    assertThat(result.series().points().get(3L).count()).isEqualTo(3_000);
    assertThat(result.series().points().get(3L).max()).isEqualTo(2_400 * MILLI + 1_000);
    assertThat(result.response().outliers()).hasSizeLessThanOrEqualTo(Latencies.MAX_OUTLIERS);
  }

  @Test
  void a_pause_of_the_machine_is_the_generators_and_shows_in_the_response() throws Exception {
    time.after(2_000 * MILLI, () -> time.pause(300 * MILLI));

    LoadResult result = run(PLAN, new SimulatedServer(time, 1_000));

    assertThat(result.requests()).isEqualTo(4_000);
    assertThat(result.response().percentile(99)).isCloseTo(260 * MILLI, PRECISION);
    assertThat(result.outcome()).isEqualTo(Outcome.GENERATOR_LIMITED);
    assertThat(result.reason()).get().asString().contains("1000.0 us");
  }

  @Test
  void a_cancelled_run_stops_and_keeps_what_it_measured() throws Exception {
    SimulatedServer server = new SimulatedServer(time, 500 * MILLI);
    OpenPlan plan = OpenPlan.of(1, Extent.time(Duration.ofDays(1)));

    LoadResult result =
        new OpenRun(plan, server, SampleSink.NONE, () -> time.passed() > 2_400 * MILLI, time).run();

    assertThat(time.passed()).isBetween(2_400 * MILLI, 2_500 * MILLI);
    assertThat(result.outcome()).isEqualTo(Outcome.CANCELLED);
    assertThat(result.completed()).isEqualTo(2);
    assertThat(result.unfinished()).isEqualTo(1);
    assertThat(server.inFlight()).isZero();
  }

  @Test
  void poisson_arrivals_are_the_same_for_the_same_seed() throws Exception {
    run(PLAN.withPoisson(7), new SimulatedServer(time, 1_000));
    List<Long> first = List.copyOf(dues);
    dues.clear();
    run(PLAN.withPoisson(7), new SimulatedServer(time, 1_000));

    assertThat(dues).isEqualTo(first);
  }

  @Test
  void what_a_sink_throws_ends_the_run() {
    IllegalStateException full = new IllegalStateException("full");
    SampleSink sink =
        (due, sent, done, answered) -> {
          throw full;
        };
    SimulatedServer server = new SimulatedServer(time, 1_000);

    assertThatThrownBy(() -> new OpenRun(PLAN, server, sink, () -> false, time).run())
        .isSameAs(full);
    assertThat(server.started()).isLessThan(5);
  }
}
