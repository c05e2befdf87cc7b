package dev.fedbench.core.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class UnderWayTest {

  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final UnderWay underWay = new UnderWay();

  private final class Recorded implements UnderWay.Task {
    private final String name;
    private final boolean grace;

    Recorded(String name, boolean grace) {
      this.name = name;
      this.grace = grace;
    }

    @Override
    public boolean hasGrace() {
      return grace;
    }

    @Override
    public void giveUp() {
      heard.add(name + " given up");
    }

    @Override
    public void breakOff() {
      heard.add(name + " broken off");
      underWay.remove(name, this);
    }
  }

  private Recorded add(String name, boolean grace) {
    Recorded task = new Recorded(name, grace);
    assertThat(underWay.add(name, task)).isTrue();
    return task;
  }

  @Test
  void an_id_is_free_again_when_its_answer_leaves() {
    Recorded task = add("a", true);
    assertThat(underWay.add("a", new Recorded("a", true))).isFalse();
    underWay.answering("a", task);
    add("a", true);
  }

  @Test
  void close_breaks_off_at_once_what_has_no_grace_and_the_rest_after_it() throws Exception {
    Recorded call = add("call", true);
    add("stuck", true);
    add("poll", false);
    CompletableFuture<Void> closing =
        CompletableFuture.runAsync(() -> underWay.close(Duration.ofMillis(500)));
    while (heard.isEmpty()) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
    assertThat(underWay.closing()).isTrue();
    assertThat(heard).containsExactly("poll broken off");
    underWay.answering("call", call);
    underWay.written();
    closing.get(30, TimeUnit.SECONDS);
    assertThat(heard).containsExactly("poll broken off", "stuck broken off");
  }

  @Test
  void close_waits_for_no_grace_if_nothing_is_under_way() throws Exception {
    Recorded call = add("call", true);
    CompletableFuture<Void> closing =
        CompletableFuture.runAsync(() -> underWay.close(Duration.ofHours(1)));
    while (!underWay.closing()) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
    assertThat(closing).isNotDone();
    underWay.answering("call", call);
    assertThat(closing).as("the answer is not written yet").isNotDone();
    underWay.written();
    closing.get(30, TimeUnit.SECONDS);
    assertThat(heard).isEmpty();
  }
}
