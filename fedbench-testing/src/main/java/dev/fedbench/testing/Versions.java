package dev.fedbench.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.rpc.RpcException;
import dev.fedbench.rpc.TopicListener;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Notes the versions of a topic, and that they come one at a time and in rising order. */
final class Versions implements TopicListener {

  final List<Long> seen = new CopyOnWriteArrayList<>();
  final List<String> violations = new CopyOnWriteArrayList<>();
  private final AtomicBoolean busy = new AtomicBoolean();

  @Override
  public void onPublication(long version, ByteBuffer body) {
    if (!busy.compareAndSet(false, true)) {
      violations.add("version %d while another is being delivered".formatted(version));
    }
    if (!seen.isEmpty() && version <= seen.get(seen.size() - 1)) {
      violations.add("version %d after %s".formatted(version, seen));
    }
    seen.add(version);
    busy.set(false);
  }

  @Override
  public void onLost(RpcException cause) {
    violations.add("lost: " + cause);
  }

  /** The same, with somebody to hear of the subscription's loss. */
  TopicListener with(Consumer<RpcException> onLost) {
    return new TopicListener() {
      @Override
      public void onPublication(long version, ByteBuffer body) {
        Versions.this.onPublication(version, body);
      }

      @Override
      public void onLost(RpcException cause) {
        onLost.accept(cause);
      }
    };
  }

  void await(long version) throws Exception {
    Patience.until(
        "version " + version + " is seen", () -> seen.contains(version) || !violations.isEmpty());
    assertThat(violations).isEmpty();
  }
}
