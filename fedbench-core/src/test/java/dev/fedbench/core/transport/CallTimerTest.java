package dev.fedbench.core.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class CallTimerTest {

  @Test
  void tasks_run_when_they_are_due_and_not_when_taken_back() throws Exception {
    List<String> ran = new CopyOnWriteArrayList<>();
    CountDownLatch last = new CountDownLatch(1);
    CallTimer timer = new CallTimer("call-timer-test");
    long startNanos = System.nanoTime();
    timer.schedule(last::countDown, TimeUnit.MILLISECONDS.toNanos(150));
    timer.schedule(() -> ran.add("second"), TimeUnit.MILLISECONDS.toNanos(50));
    timer.schedule(() -> ran.add("first"), TimeUnit.MILLISECONDS.toNanos(1));
    Future<?> never = timer.schedule(() -> ran.add("never"), TimeUnit.MILLISECONDS.toNanos(20));
    never.cancel(false);
    assertThat(last.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(System.nanoTime() - startNanos)
        .isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(150));
    assertThat(ran).containsExactly("first", "second");
    timer.close();
  }

  @Test
  void the_thread_ends_by_itself_and_starts_again() throws Exception {
    CallTimer timer = new CallTimer("call-timer-test");
    for (int round = 0; round < 2; round++) {
      AtomicReference<Thread> thread = new AtomicReference<>();
      timer.schedule(() -> thread.set(Thread.currentThread()), 1);
      while (thread.get() == null) {
        TimeUnit.MILLISECONDS.sleep(1);
      }
      thread.get().join(30_000);
      assertThat(thread.get().isAlive()).isFalse();
    }
    timer.close();
  }

  @Test
  void after_close_nothing_runs() throws Exception {
    CallTimer timer = new CallTimer("call-timer-test");
    List<String> ran = new CopyOnWriteArrayList<>();
    timer.schedule(() -> ran.add("before"), TimeUnit.MILLISECONDS.toNanos(100));
    timer.close();
    timer.close();
    timer.schedule(() -> ran.add("after"), 1);
    TimeUnit.MILLISECONDS.sleep(200);
    assertThat(ran).isEmpty();
  }

  @Test
  void durations_beyond_all_clocks_are_cut() {
    assertThat(CallTimer.nanos(Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo(Long.MAX_VALUE / 2);
    assertThat(CallTimer.nanos(Duration.ofMillis(3))).isEqualTo(3_000_000);
    assertThat(CallTimer.nanos(Duration.ofMillis(-3))).isEqualTo(-3_000_000);
  }
}
