package dev.fedbench.core.fl.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.core.fl.wire.Announcement;
import dev.fedbench.rpc.RpcClient;
import dev.fedbench.rpc.RpcRequest;
import dev.fedbench.rpc.RpcResponse;
import dev.fedbench.rpc.Subscription;
import dev.fedbench.rpc.TopicListener;
import dev.fedbench.rpc.WireStats;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class VigilTest {

  private static final Duration LONG = Duration.ofMinutes(10);

  private final Vigil vigil = new Vigil(LONG, LONG, LONG);
  private final Link one = link();
  private final Link two = link();

  @Test
  void with_nothing_to_watch_there_is_nothing_to_wait_for() throws Exception {
    vigil.allEntered();
    assertThat(vigil.await(() -> true)).isEmpty();
  }

  @Test
  void the_end_that_all_have_heard_is_the_end() throws Exception {
    watchBoth();
    CompletableFuture<String> end = await();
    vigil.finished(one, "");
    assertThat(end).isNotDone();
    vigil.finished(two, "");
    assertThat(end).succeedsWithin(30, TimeUnit.SECONDS).isEqualTo("");
  }

  @Test
  void why_the_run_failed_is_what_the_coordinator_said() throws Exception {
    watchBoth();
    vigil.finished(one, "too few");
    assertThat(vigil.lost(two, "gone")).isTrue();
    assertThat(vigil.await(() -> true)).isEqualTo("too few");
  }

  @Test
  void a_run_whose_end_one_has_heard_has_not_failed_because_another_was_lost() throws Exception {
    watchBoth();
    assertThat(vigil.lost(one, "gone")).isTrue();
    assertThat(vigil.lost(one, "once more")).isFalse();
    vigil.finished(two, "");
    assertThat(vigil.await(() -> true)).isEmpty();
  }

  @Test
  void when_all_are_lost_the_coordinator_is() throws Exception {
    watchBoth();
    vigil.lost(one, "gone");
    vigil.lost(two, "gone, too");
    vigil.allEntered();
    assertThat(vigil.await(() -> true)).isEqualTo("the coordinator was lost: gone, too");
  }

  @Test
  void a_link_that_has_left_is_neither_waited_for_nor_lost() throws Exception {
    watchBoth();
    vigil.done(one);
    assertThat(vigil.lost(one, "late")).isFalse();
    vigil.finished(two, "");
    assertThat(vigil.await(() -> true)).isEmpty();
  }

  @Test
  void cancelling_ends_the_wait() throws Exception {
    watchBoth();
    CompletableFuture<String> end = await();
    vigil.cancel();
    assertThat(end).succeedsWithin(30, TimeUnit.SECONDS).isEqualTo("");
  }

  @Test
  void a_coordinator_that_is_silent_while_nobody_works_is_given_up() throws Exception {
    Duration third = Duration.ofMillis(40);
    Vigil short_ = new Vigil(third, third, third);
    short_.watch(one);
    AtomicInteger asked = new AtomicInteger();
    long start = System.nanoTime();
    String failure = short_.await(() -> asked.incrementAndGet() > 2);
    assertThat(failure).startsWith("no word from the coordinator");
    assertThat(asked.get()).as("as long as somebody works it goes on").isEqualTo(3);
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(160_000_000);
  }

  private void watchBoth() {
    vigil.watch(one);
    vigil.watch(two);
  }

  private CompletableFuture<String> await() {
    CompletableFuture<String> end = new CompletableFuture<>();
    Thread waiter =
        new Thread(
            () -> {
              try {
                end.complete(vigil.await(() -> true));
              } catch (InterruptedException e) {
                end.completeExceptionally(e);
              }
            },
            "waiter");
    waiter.setDaemon(true);
    waiter.start();
    return end;
  }

  private static Link link() {
    RpcClient nobody =
        new RpcClient() {
          @Override
          public CompletableFuture<RpcResponse> call(RpcRequest request, Duration timeout) {
            return new CompletableFuture<>();
          }

          @Override
          public Subscription subscribe(String topic, TopicListener listener) {
            throw new UnsupportedOperationException();
          }

          @Override
          public WireStats stats() {
            return new WireStats(List.of(), OptionalLong.empty(), OptionalLong.empty());
          }

          @Override
          public void close() {}
        };
    Link.Instructed deaf =
        new Link.Instructed() {
          @Override
          public void instructed(Link link, Announcement announcement, VersionedModel model) {}

          @Override
          public void lost(Link link, String why) {}
        };
    return new Link(0, 1, nobody, LONG, new Outbox(text -> {}), deaf);
  }
}
