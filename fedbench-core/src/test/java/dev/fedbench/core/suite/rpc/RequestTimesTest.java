package dev.fedbench.core.suite.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RequestTimesTest {

  private final RequestTimes log = new RequestTimes();

  @Test
  void what_was_taken_is_told_in_order() {
    log.take(0, 1, 2, true);
    log.take(-5, 7, 0, false);
    List<String> told = new ArrayList<>();
    log.tell((due, sent, done, answered) -> told.add(due + " " + sent + " " + done + answered));
    assertThat(told).containsExactly("0 1 2true", "-5 7 0false");
  }

  @Test
  void threads_lose_nothing_and_what_is_too_much_is_counted() throws InterruptedException {
    int each = RequestTimes.MOST / 4 + 1;
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Thread thread =
          new Thread(
              () -> {
                for (int n = 1; n <= each; n++) {
                  log.take(n, n, n, n % 2 == 0);
                }
              },
              "taker-" + i);
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(log.kept()).isEqualTo(RequestTimes.MOST);
    assertThat(log.omitted()).isEqualTo(4);
    AtomicInteger wrong = new AtomicInteger();
    log.tell(
        (due, sent, done, answered) -> {
          if (due < 1 || due != sent || due != done || answered != (due % 2 == 0)) {
            wrong.incrementAndGet();
          }
        });
    assertThat(wrong).hasValue(0);
  }
}
