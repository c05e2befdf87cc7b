package dev.fedbench.core.suite.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestTimesTest {

  private final RequestTimes times = new RequestTimes();

  @Test
  void what_was_taken_is_told_in_order() {
    times.take(0, 1, 2, true);
    times.take(-5, 7, 0, false);
    assertThat(times.line(0)).isEqualTo("0,1,2,true");
    assertThat(times.line(1)).isEqualTo("-5,7,0,false");
    assertThat(times.kept()).isEqualTo(2);
    assertThat(times.omitted()).isZero();
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
                  times.take(n, n, n, n % 2 == 0);
                }
              },
              "taker-" + i);
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(times.kept()).isEqualTo(RequestTimes.MOST);
    assertThat(times.omitted()).isEqualTo(4);
    for (int i = 0; i < times.kept(); i++) {
      String number = times.line(i).substring(0, times.line(i).indexOf(','));
      boolean even = Integer.parseInt(number) % 2 == 0;
      if (!times.line(i).equals(String.join(",", number, number, number, "" + even))) {
        throw new AssertionError("line %d is %s".formatted(i, times.line(i)));
      }
    }
  }
}
