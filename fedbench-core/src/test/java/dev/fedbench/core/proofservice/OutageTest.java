package dev.fedbench.core.proofservice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OutageTest {

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5); // it may wrap around
  private final Outage outage = new Outage(now::get);

  @Test
  void nobody_is_kept_from_trying_until_it_begins_and_after_it_ends() {
    assertThat(outage.reason()).isEmpty();
    outage.begin("down");
    assertThat(outage.reason()).contains("down");
    outage.end();
    assertThat(outage.reason()).isEmpty();
  }

  @Test
  void when_the_while_is_over_one_may_try_and_the_others_wait_for_it() {
    outage.begin("down");
    now.addAndGet(Outage.WHILE.toNanos() - 1);
    assertThat(outage.reason()).contains("down");
    now.incrementAndGet();
    assertThat(outage.reason()).isEmpty();
    assertThat(outage.reason()).contains("down");
    now.addAndGet(Outage.WHILE.toNanos());
    assertThat(outage.reason()).isEmpty();
  }
}
