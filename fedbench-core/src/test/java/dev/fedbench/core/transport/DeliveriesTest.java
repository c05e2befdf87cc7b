package dev.fedbench.core.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeliveriesTest {

  private final Deliveries deliveries = new Deliveries("deliveries-test");

  @AfterEach
  void close() {
    deliveries.close();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void short_pieces_all_run_in_order_of_their_start() {
    int many = 10_000;
    List<Integer> started = new ArrayList<>();
    CountDownLatch done = new CountDownLatch(many);
    for (int i = 0; i < many; i++) {
      int number = i;
      deliveries.execute(
          () -> {
            synchronized (started) {
              started.add(number);
            }
            done.countDown();
          });
    }
    await(done);
    assertThat(started).hasSize(many);
  }

  @Test
  void pieces_that_block_hold_up_only_themselves() {
    int blocking = 30;
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch others = new CountDownLatch(blocking);
    try {
      for (int i = 0; i < blocking; i++) {
        deliveries.execute(() -> await(release));
        deliveries.execute(others::countDown);
      }
      await(others);
    } finally {
      release.countDown();
    }
  }

  @Test
  void a_piece_that_comes_while_another_blocks_does_not_wait_for_it() {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch second = new CountDownLatch(1);
    try {
      deliveries.execute(
          () -> {
            started.countDown();
            await(release);
          });
      await(started);
      deliveries.execute(second::countDown);
      await(second);
    } finally {
      release.countDown();
    }
  }

  @Test
  void a_piece_that_throws_or_interrupts_itself_stops_no_other() {
    CountDownLatch done = new CountDownLatch(1);
    deliveries.execute(
        () -> {
          throw new IllegalStateException("thrown on purpose");
        });
    deliveries.execute(() -> Thread.currentThread().interrupt());
    deliveries.execute(done::countDown);
    await(done);
  }

  @Test
  void close_ends_the_threads_and_what_comes_later_still_runs() throws Exception {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    AtomicInteger runs = new AtomicInteger();
    deliveries.execute(() -> threads.add(Thread.currentThread()));
    while (threads.isEmpty()) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
    deliveries.close();
    deliveries.close();
    deliveries.execute(
        () -> {
          threads.add(Thread.currentThread());
          runs.incrementAndGet();
        });
    while (runs.get() == 0) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
    for (Thread thread : threads) {
      thread.join(30_000);
      assertThat(thread.isAlive()).isFalse();
    }
  }
}
