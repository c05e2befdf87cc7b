package dev.fedbench.core.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TallyTest {

  @Test
  void nothing_of_many_threads_is_lost() throws Exception {
    int threads = 80; // more than have a stripe of their own
    int each = 5_000;
    Tally tally = new Tally();
    List<Thread> writers =
        IntStream.range(0, threads)
            .mapToObj(t -> new Thread(() -> write(tally, t, each), "writer-" + t))
            .toList();
    writers.forEach(Thread::start);
    for (Thread writer : writers) {
      writer.join();
    }

    Totals totals = tally.totals();
    assertThat(totals.completed()).isEqualTo((long) threads * each);
    assertThat(totals.failures()).isEqualTo(Map.of(FailureCause.TIMEOUT, (long) threads));
    assertThat(totals.requestBytes()).isEqualTo(2L * threads * each);
    assertThat(totals.responseBytes()).isEqualTo(3L * threads * each);
    assertThat(totals.series().total().count()).isEqualTo((long) threads * each);
    assertThat(totals.series().total().mean()).isEqualTo((threads * each - 1) / 2.0);
    assertThat(totals.firstSent()).isEqualTo(1);
    assertThat(totals.lastDone()).isEqualTo(threads * each);
    assertThat(tally.firstFailure()).hasValueSatisfying(t -> assertThat(t).startsWith("writer"));
  }

  private static void write(Tally tally, int thread, int each) {
    for (int i = 0; i < each; i++) {
      long value = (long) thread * each + i;
      Stripe stripe = tally.hold();
      stripe.completed(value + 1, value + 1, 2, 3);
      stripe.response(value, value + 1);
      stripe.release();
    }
    Stripe stripe = tally.hold();
    stripe.failed(FailureCause.TIMEOUT, 1, 1);
    stripe.release();
    tally.explain(() -> "writer " + thread);
  }

  @Test
  void what_the_first_failure_said_is_kept_in_part() {
    Tally tally = new Tally();
    tally.explain(() -> "x".repeat(1_000));
    tally.explain(() -> "second");

    assertThat(tally.firstFailure()).contains("x".repeat(200));
  }

  @Test
  void a_recorder_starts_anew_when_it_was_taken() {
    LatencyRecorder recorder = new LatencyRecorder();
    recorder.record(5, 1);
    recorder.record(7, 2);

    assertThat(recorder.take().max()).isEqualTo(7);
    recorder.record(6, 3);
    assertThat(recorder.take().max()).isEqualTo(6);
    assertThat(recorder.take().isEmpty()).isTrue();
  }
}
