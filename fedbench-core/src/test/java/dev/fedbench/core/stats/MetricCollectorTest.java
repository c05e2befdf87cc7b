package dev.fedbench.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fedbench.metric.Metric;
import dev.fedbench.result.AcrossIterations;
import dev.fedbench.result.MetricSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricCollectorTest {

  private static final Metric TIME = Metric.seconds("test.time");

  private final MetricCollector collector = new MetricCollector();

  @Test
  void nothing_recorded_is_no_summary() {
    assertThat(collector.summaries()).isEmpty();
  }

  @Test
  void summaries_are_sorted_by_name() {
    collector.record(Metric.count("b"), 1);
    collector.record(TIME, 2);
    collector.record(Metric.bytes("a"), 3);

    assertThat(collector.summaries())
        .extracting(summary -> summary.metric().name())
        .containsExactly("a", "b", "test.time");
  }

  /** Means 1, 3 and 5: 3 +- 4.302653 * 2 / sqrt(3). What comes after the last is in none. */
  @Test
  void iterations_are_told_apart_by_their_means() {
    for (double mean : new double[] {1, 3, 5}) {
      collector.record(TIME, mean - 1);
      collector.record(TIME, mean + 1);
      collector.record(TIME, mean);
      collector.endIteration();
    }
    collector.record(TIME, 100);

    MetricSummary summary = collector.summaries().get(0);
    assertThat(summary.count()).isEqualTo(10);
    assertThat(summary.max()).isEqualTo(100);
    AcrossIterations means = summary.iterations().orElseThrow();
    assertThat(means.iterations()).isEqualTo(3);
    assertThat(means.mean()).isEqualTo(3);
    assertThat(means.stddev()).isEqualTo(2);
    assertThat(means.low()).isCloseTo(3 - 4.968275, within(1e-6));
    assertThat(means.high()).isCloseTo(3 + 4.968275, within(1e-6));
    assertThat(means.outliers()).isZero();
    assertThat(collector.summaries()).containsExactly(summary);
  }

  @Test
  void an_iteration_far_from_the_others_is_counted_as_an_outlier() {
    for (double value : new double[] {10, 11, 12, 10.5, 11.5, 60}) {
      collector.record(TIME, value);
      collector.endIteration();
    }
    assertThat(collector.summaries().get(0).iterations().orElseThrow().outliers()).isEqualTo(1);
  }

  @Test
  void of_a_single_iteration_nothing_is_said_nor_of_one_without_samples() {
    collector.record(TIME, 1);
    collector.record(TIME, 2);
    collector.endIteration();
    collector.endIteration();
    assertThat(collector.summaries().get(0).iterations()).isEmpty();
  }

  @Test
  void samples_are_the_same_whether_or_not_iterations_end_between_them() {
    MetricCollector whole = new MetricCollector();
    Random random = new Random(3);
    for (int i = 1; i <= 20_000; i++) {
      double value = random.nextInt(1_000);
      whole.record(TIME, value);
      collector.record(TIME, value);
      if (i % 3_000 == 0) {
        collector.endIteration();
      }
    }
    MetricSummary one = whole.summaries().get(0);
    MetricSummary parts = collector.summaries().get(0);
    assertThat(parts.count()).isEqualTo(one.count());
    assertThat(parts.percentiles()).isEqualTo(one.percentiles());
    assertThat(parts.mean()).isCloseTo(one.mean(), within(1e-9));
    assertThat(parts.stddev().orElseThrow()).isCloseTo(one.stddev().orElseThrow(), within(1e-9));
    assertThat(parts.iterations().orElseThrow().iterations()).isEqualTo(6);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void what_is_not_finite_is_refused(double value) {
    assertThatThrownBy(() -> collector.record(TIME, value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("test.time")
        .hasMessageContaining("finite");
    assertThat(collector.summaries()).isEmpty();
  }

  @Test
  void two_metrics_of_one_name_are_refused_on_every_thread() throws Exception {
    collector.record(TIME, 1);
    Metric impostor = Metric.bytes("test.time");
    List<Throwable> thrown = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Thread thread = new Thread(() -> collector.record(impostor, 1), "impostor");
      thread.setUncaughtExceptionHandler((t, e) -> thrown.add(e));
      thread.start();
      thread.join();
    }
    assertThat(thrown)
        .hasSize(3)
        .allSatisfy(e -> assertThat(e).isInstanceOf(IllegalArgumentException.class));
    collector.record(Metric.seconds("test.time"), 2); // equal, not the same object
    assertThat(collector.summaries())
        .singleElement()
        .extracting(MetricSummary::count)
        .isEqualTo(2L);
  }

  @Test
  void no_sample_of_many_threads_is_lost_while_another_thread_reads() throws Exception {
    int threads = 8;
    int each = 20_000;
    List<Thread> writers =
        IntStream.range(0, threads)
            .mapToObj(
                t ->
                    new Thread(
                        () -> {
                          for (int i = 0; i < each; i++) {
                            collector.record(TIME, t * each + i);
                          }
                        },
                        "writer-" + t))
            .toList();
    writers.forEach(Thread::start);
    long seen = 0;
    while (writers.stream().anyMatch(Thread::isAlive)) {
      long now = collector.summaries().stream().mapToLong(MetricSummary::count).sum();
      assertThat(now).isGreaterThanOrEqualTo(seen);
      seen = now;
      Thread.sleep(1);
    }
    for (Thread writer : writers) {
      writer.join();
    }

    int count = threads * each;
    MetricSummary summary = collector.summaries().get(0);
    assertThat(summary.count()).isEqualTo(count);
    assertThat(summary.sum()).isCloseTo(count * (count - 1.0) / 2, within(1.0));
    assertThat(summary.min()).isZero();
    assertThat(summary.max()).isEqualTo(count - 1);
  }

  @Test
  void threads_that_end_keep_their_samples() throws Exception {
    for (int i = 0; i < 1_000; i++) {
      int value = i;
      Thread thread = new Thread(() -> collector.record(TIME, value), "short-lived");
      thread.start();
      thread.join();
    }
    MetricSummary summary = collector.summaries().get(0);
    assertThat(summary.count()).isEqualTo(1_000);
    assertThat(summary.percentile(99.9)).isEqualTo(998);
  }
}
