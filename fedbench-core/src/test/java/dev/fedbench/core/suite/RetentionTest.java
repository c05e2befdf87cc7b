package dev.fedbench.core.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.Benchmark;
import dev.fedbench.fl.Connections;
import dev.fedbench.fl.FitRequest;
import dev.fedbench.fl.Tensors;
import dev.fedbench.fl.Update;
import dev.fedbench.result.BenchmarkResult;
import dev.fedbench.result.Outcome;
import dev.fedbench.rpc.ClientOptions;
import dev.fedbench.rpc.RpcException;
import dev.fedbench.rpc.TopicListener;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What simulated clients no longer need can be collected while they train. */
@Timeout(60)
class RetentionTest {

  /** Hands each subscriber a copy of its own of each announcement, as a socket would. */
  private static final class Copying extends BentTransport {
    private final Queue<WeakReference<byte[]>> bodies = new ConcurrentLinkedQueue<>();

    @Override
    TopicListener subscribing(ClientOptions options, TopicListener listener) {
      return new TopicListener() {
        @Override
        public void onPublication(long version, ByteBuffer body) {
          byte[] copy = new byte[body.remaining()];
          body.get(copy);
          bodies.add(new WeakReference<>(copy));
          listener.onPublication(version, ByteBuffer.wrap(copy));
        }

        @Override
        public void onLost(RpcException cause) {
          listener.onLost(cause);
        }
      };
    }
  }

  private final Copying transport = new Copying();
  private final Queue<WeakReference<Tensors>> firstModels = new ConcurrentLinkedQueue<>();

  @Test
  void announcements_and_earlier_models_are_garbage_while_clients_train() {
    BenchmarkResult result =
        Benchmark.builder()
            .clients(2, TestClients.fitting((context, request) -> fit(request)))
            .rounds(3)
            .signatures(false)
            .connections(Connections.PER_CLIENT)
            .transport(transport)
            .run();
    assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(result.clientRows()).hasSize(6).allMatch(row -> row.succeeded());
    assertThat(transport.bodies).hasSizeGreaterThanOrEqualTo(6);
  }

  private Update fit(FitRequest request) throws InterruptedException {
    if (request.round() == 1) {
      firstModels.add(new WeakReference<>(request.model()));
    }
    if (request.round() == 3) {
      collected(transport.bodies);
      collected(firstModels);
    }
    return TestClients.update();
  }

  /** Fails the client, and so the test, if something still holds on to one of them. */
  private static <T> void collected(Queue<WeakReference<T>> references)
      throws InterruptedException {
    long end = System.nanoTime() + 10_000_000_000L;
    while (references.stream().anyMatch(reference -> reference.get() != null)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("still held");
      }
      System.gc();
      Thread.sleep(20);
    }
  }
}
