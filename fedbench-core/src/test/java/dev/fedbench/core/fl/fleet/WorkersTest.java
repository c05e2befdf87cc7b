package dev.fedbench.core.fl.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkersTest {

  @Test
  void all_run_before_the_drain_is_over() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    try (Workers workers = new Workers(3)) {
      for (int i = 0; i < 3; i++) {
        workers.submit(runs::incrementAndGet);
      }
      workers.drain();
      assertThat(runs.get()).isEqualTo(3);
      assertThat(workers.idle()).isTrue();
      assertThat(workers.stopping()).isFalse();
    }
  }

  @Test
  void what_breaks_is_told_to_whoever_waits() {
    try (Workers workers = new Workers(2)) {
      CompletableFuture<Void> error =
          workers.submit(
              () -> {
                throw new AssertionError("even");
              });
      assertThatThrownBy(() -> error.get(30, TimeUnit.SECONDS)).hasMessageContaining("even");
      assertThat(workers.submit(() -> {})).succeedsWithin(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void stopping_interrupts_what_runs_and_drops_what_waits() throws Exception {
    Workers workers = new Workers(1);
    CountDownLatch begun = new CountDownLatch(1);
    AtomicInteger dropped = new AtomicInteger();
    CompletableFuture<Void> running =
        workers.submit(
            () -> {
              begun.countDown();
              new CountDownLatch(1).await();
            });
    workers.submit(dropped::incrementAndGet);
    begun.await();
    assertThat(workers.idle()).isFalse();
    workers.stop();
    assertThat(running).succeedsWithin(30, TimeUnit.SECONDS);
    workers.submit(dropped::incrementAndGet);
    workers.drain();
    workers.close();
    assertThat(dropped.get()).isZero();
    assertThat(workers.stopping()).isTrue();
    assertThat(workers.idle()).isTrue();
  }

  @Test
  void whoever_is_deaf_to_interrupts_is_left_behind() throws Exception {
    Workers workers = new Workers(1);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Thread stopper =
        new Thread(
            () -> {
              try {
                begun.await();
              } catch (InterruptedException e) {
                return;
              }
              workers.stop();
            },
            "stopper");
    stopper.start();
    workers.submit(
        () -> {
          begun.countDown();
          while (release.getCount() > 0) {
            try {
              release.await();
            } catch (InterruptedException e) {
              // deaf
            }
          }
        });
    stopper.join();
    workers.drain();
    assertThat(release.getCount()).as("nobody waited for its end").isEqualTo(1);
    release.countDown();
  }
}
