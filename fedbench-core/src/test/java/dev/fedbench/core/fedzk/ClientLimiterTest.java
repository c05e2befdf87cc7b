package dev.fedbench.core.fedzk;

import static dev.fedbench.core.fedzk.ClientLimiter.Verdict.ALLOWED;
import static dev.fedbench.core.fedzk.ClientLimiter.Verdict.BLOCKED;
import static dev.fedbench.core.fedzk.ClientLimiter.Verdict.RATE_LIMITED;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ClientLimiterTest {

  private final AtomicLong now = new AtomicLong(-50);
  private final ClientLimiter limiter =
      new ClientLimiter(
          FedZkLimits.defaults(),
          new Ticker() {
            @Override
            public long read() {
              return now.get();
            }
          });

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  @Test
  void the_eleventh_request_of_one_client_in_a_window_is_refused_and_others_are_not_affected() {
    for (int i = 0; i < 10; i++) {
      assertThat(limiter.request("a")).isEqualTo(ALLOWED);
    }
    assertThat(limiter.request("a")).isEqualTo(RATE_LIMITED);
    assertThat(limiter.request("b")).isEqualTo(ALLOWED);
  }

  @Test
  void who_is_refused_is_told_how_long() {
    assertThat(limiter.wait("a")).isZero();
    for (int i = 0; i < 10; i++) {
      limiter.request("a");
      pass(Duration.ofSeconds(1));
    }
    assertThat(limiter.wait("a")).isEqualTo(Duration.ofSeconds(290));
    pass(Duration.ofSeconds(290));
    assertThat(limiter.wait("a")).isZero();
    for (int i = 0; i < 5; i++) {
      limiter.failed("a");
    }
    assertThat(limiter.wait("a")).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void the_window_slides() {
    for (int i = 0; i < 10; i++) {
      limiter.request("a");
      pass(Duration.ofSeconds(10));
    }
    pass(Duration.ofSeconds(199)); // 299 s after the first
    assertThat(limiter.request("a")).isEqualTo(RATE_LIMITED);
    pass(Duration.ofSeconds(1));
    assertThat(limiter.request("a")).isEqualTo(ALLOWED);
    assertThat(limiter.request("a")).isEqualTo(RATE_LIMITED);
  }

  @Test
  void five_failures_block_a_client_for_an_hour() {
    for (int i = 0; i < 5; i++) {
      assertThat(limiter.request("a")).isEqualTo(ALLOWED);
      limiter.failed("a");
    }
    assertThat(limiter.request("a")).isEqualTo(BLOCKED);
    assertThat(limiter.blocked()).isEqualTo(1);
    pass(Duration.ofHours(1).minusNanos(1));
    assertThat(limiter.request("a")).isEqualTo(BLOCKED);
    pass(Duration.ofNanos(1));
    assertThat(limiter.request("a")).isEqualTo(ALLOWED);
    assertThat(limiter.blocked()).isZero();
  }
}
