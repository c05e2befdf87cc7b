package dev.fedbench.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fedbench.metric.Metric;
import dev.fedbench.result.MetricSummary;
import java.util.ArrayList;
import java.util.List;
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
