package dev.fedbench.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.rpc.RpcClient;
import dev.fedbench.rpc.Subscription;
import dev.fedbench.rpc.TopicListener;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Topics: publishing and subscribing. */
interface TopicContract extends TransportUnderTest {

  @Test
  default void a_subscriber_gets_what_is_published_next() throws Exception {
    try (Rig rig = new Rig(this)) {
      Versions versions = new Versions();
      rig.client().subscribe("model", versions);
      for (long version : new long[] {-3, 0, 1, 2, 1_000_000_000_000L}) {
        rig.server.publish("model", version, Bytes.integer(1));
        versions.await(version);
      }
      assertThat(versions.seen).containsExactly(-3L, 0L, 1L, 2L, 1_000_000_000_000L);
    }
  }

  @Test
  default void a_late_subscriber_gets_the_last_version() throws Exception {
    try (Rig rig = new Rig(this)) {
      for (int version = 1; version <= 5; version++) {
        rig.server.publish("model", version, Bytes.integer(version));
      }
      Versions versions = new Versions();
      Subscription subscription = rig.client().subscribe("model", versions);
      versions.await(5);
      assertThat(versions.seen).containsExactly(5L);
      assertThat(subscription.skipped()).as("what was before is not skipped").isZero();
    }
  }

  @Test
  default void versions_rise_and_those_skipped_are_counted() throws Exception {
    try (Rig rig = new Rig(this)) {
      Versions versions = new Versions();
      Subscription subscription = rig.client().subscribe("model", versions);
      rig.server.publish("model", 1, Bytes.integer(1));
      versions.await(1);
      for (int version = 2; version <= 300; version++) {
        rig.server.publish("model", version, Bytes.integer(version));
      }
      versions.await(300);
      assertThat(versions.seen.size() + subscription.skipped()).isEqualTo(300);
    }
  }

  @Test
  default void slow_subscribers_hold_up_neither_the_publisher_nor_others() throws Exception {
    int slow = 40;
    CountDownLatch release = new CountDownLatch(1);
    try (Rig rig = new Rig(this)) {
      List<Versions> stuck = new ArrayList<>();
      List<Subscription> subscriptions = new ArrayList<>();
      for (int i = 0; i < slow; i++) {
        Versions versions = new Versions();
        stuck.add(versions);
        subscriptions.add(
            rig.client()
                .subscribe(
                    "model",
                    (version, body) -> {
                      versions.onPublication(version, body);
                      awaitUninterrupted(release);
                    }));
      }
      rig.server.publish("model", 1, Bytes.random(1_000, 1));
      for (Versions versions : stuck) {
        versions.await(1);
      }
      Versions quick = new Versions();
      rig.client().subscribe("model", quick);
      for (int version = 2; version <= 50; version++) {
        rig.server.publish("model", version, Bytes.random(1_000, version));
        quick.await(version);
      }
      assertThat(stuck).allMatch(versions -> versions.seen.equals(List.of(1L)));
      release.countDown();
      for (int i = 0; i < slow; i++) {
        stuck.get(i).await(50);
        assertThat(stuck.get(i).seen.size() + subscriptions.get(i).skipped()).isEqualTo(50);
        assertThat(subscriptions.get(i).skipped()).isPositive();
      }
    } finally {
      release.countDown();
    }
  }

  @Test
  default void each_of_many_subscribers_gets_the_whole_body() throws Exception {
    int many = 50;
    ByteBuffer body = Bytes.random(256 * 1024, 1);
    try (Rig rig = new Rig(this)) {
      Queue<ByteBuffer> received = new ConcurrentLinkedQueue<>();
      for (int i = 0; i < many; i++) {
        rig.client()
            .subscribe(
                "model",
                (version, shared) ->
                    received.add(ByteBuffer.allocate(body.capacity()).put(shared).flip()));
      }
      rig.server.publish("model", 1, body);
      Patience.until("all have it", () -> received.size() == many);
      assertThat(received).allMatch(body::equals);
      assertThat(body.position()).as("the position of the publisher's buffer").isZero();
    }
  }

  @Test
  default void topics_are_independent() throws Exception {
    try (Rig rig = new Rig(this)) {
      RpcClient client = rig.client();
      Versions one = new Versions();
      Versions other = new Versions();
      Versions again = new Versions();
      client.subscribe("one", one);
      client.subscribe("other", other);
      client.subscribe("other", again);
      rig.server.publish("one", 9, Bytes.integer(1));
      rig.server.publish("other", 3, Bytes.integer(1));
      one.await(9);
      other.await(3);
      again.await(3);
      assertThat(one.seen).containsExactly(9L);
      assertThat(other.seen).containsExactly(3L);
    }
  }

  @Test
  default void a_version_that_does_not_rise_is_refused() throws Exception {
    try (Rig rig = new Rig(this)) {
      Versions versions = new Versions();
      rig.client().subscribe("model", versions);
      rig.server.publish("model", 5, Bytes.integer(5));
      for (int version : new int[] {5, 4, -5}) {
        assertThatThrownBy(() -> rig.server.publish("model", version, Bytes.integer(version)))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("model")
            .hasMessageContaining("" + version)
            .hasMessageContaining("5");
      }
      rig.server.publish("model", 6, Bytes.integer(6));
      versions.await(6);
      assertThat(versions.seen).isSubsetOf(5L, 6L);
    }
  }

  @Test
  default void a_name_that_is_no_topic_is_refused() throws Exception {
    try (Rig rig = new Rig(this)) {
      for (String name : new String[] {"", "a/b", "..", ".x", "a b", "é", "x".repeat(101)}) {
        assertThatThrownBy(() -> rig.server.publish(name, 1, Bytes.integer(1)))
            .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rig.client().subscribe(name, new Versions()))
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
  }

  @Test
  default void a_closed_subscription_hears_no_more() throws Exception {
    try (Rig rig = new Rig(this)) {
      RpcClient client = rig.client();
      Versions closed = new Versions();
      Versions open = new Versions();
      Subscription subscription = client.subscribe("model", closed);
      client.subscribe("model", open);
      rig.server.publish("model", 1, Bytes.integer(1));
      closed.await(1);
      open.await(1);
      subscription.close();
      subscription.close();
      for (int version = 2; version <= 10; version++) {
        rig.server.publish("model", version, Bytes.integer(version));
        open.await(version);
      }
      assertThat(closed.seen).containsExactly(1L);
      assertThat(closed.violations).isEmpty();
    }
  }

  @Test
  default void a_listener_that_throws_goes_on_hearing() throws Exception {
    try (Rig rig = new Rig(this)) {
      Versions versions = new Versions();
      TopicListener throwing =
          (version, body) -> {
            versions.onPublication(version, body);
            throw new IllegalStateException("thrown by a listener, on purpose");
          };
      rig.client().subscribe("model", throwing);
      for (int version = 1; version <= 3; version++) {
        rig.server.publish("model", version, Bytes.integer(version));
        versions.await(version);
      }
    }
  }

  @Test
  default void subscriptions_take_no_connection_from_calls() throws Exception {
    try (Rig rig = new Rig(this)) {
      RpcClient client = rig.client();
      Versions versions = new Versions();
      client.subscribe("one", versions);
      client.subscribe("other", new Versions());
      for (int version = 1; version <= 20; version++) {
        assertThat(Rig.call(client, "echo", Bytes.integer(version)).body())
            .isEqualTo(Bytes.integer(version));
        rig.server.publish("one", version, Bytes.integer(version));
        versions.await(version);
      }
    }
  }

  /** A listener that does not care for interrupts. */
  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
