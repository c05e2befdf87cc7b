package dev.fedbench.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.rpc.RpcClient;
import dev.fedbench.rpc.RpcException;
import dev.fedbench.rpc.RpcException.Reason;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that are larger than allowed. */
interface LimitContract extends TransportUnderTest {

  /** What is allowed here, in bytes. */
  int LIMIT = 10_000;

  @ParameterizedTest
  @ValueSource(ints = {LIMIT + 1, 5_000_000})
  default void a_request_that_is_too_large_is_refused_alone(int size) throws Exception {
    try (Rig rig = new Rig(this, Rig.OPTIONS.withMaxRequestBytes(LIMIT))) {
      RpcClient client = rig.client();
      for (int round = 0; round < 3; round++) {
        RpcException failure =
            Patience.failure(Rig.start(client, "echo", Bytes.random(size, round)));
        assertThat(failure.reason()).isEqualTo(Reason.TOO_LARGE);
        assertThat(rig.handler.calls).hasValue(round);
        assertThat(Rig.call(client, "echo", Bytes.random(LIMIT, round)).body())
            .isEqualTo(Bytes.random(LIMIT, round));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {LIMIT + 1, 5_000_000})
  default void a_response_that_is_too_large_is_refused_alone(int size) throws Exception {
    try (Rig rig = new Rig(this)) {
      RpcClient client = rig.client(Rig.CLIENT_OPTIONS.withMaxResponseBytes(LIMIT));
      for (int round = 0; round < 3; round++) {
        RpcException failure = Patience.failure(Rig.start(client, "zeros", Bytes.integer(size)));
        assertThat(failure.reason()).isEqualTo(Reason.TOO_LARGE);
        assertThat(Rig.call(client, "zeros", Bytes.integer(LIMIT)).body().remaining())
            .isEqualTo(LIMIT);
      }
      assertThat(Rig.call(rig.client(), "zeros", Bytes.integer(size)).body().remaining())
          .as("another client's limit")
          .isEqualTo(size);
    }
  }

  @Test
  default void a_publication_that_is_too_large_ends_that_subscription_alone() throws Exception {
    try (Rig rig = new Rig(this)) {
      RpcClient small = rig.client(Rig.CLIENT_OPTIONS.withMaxResponseBytes(LIMIT));
      Versions refused = new Versions();
      Versions taken = new Versions();
      BlockingQueue<RpcException> lost = new LinkedBlockingQueue<>();
      small.subscribe("model", refused.with(lost::add));
      rig.client().subscribe("model", taken);
      rig.server.publish("model", 1, Bytes.random(LIMIT, 1));
      refused.await(1);
      taken.await(1);
      rig.server.publish("model", 2, Bytes.random(LIMIT + 1, 2));
      taken.await(2);
      assertThat(Patience.next(lost).reason()).isEqualTo(Reason.TOO_LARGE);
      assertThat(Rig.call(small, "echo", Bytes.integer(1)).body()).isEqualTo(Bytes.integer(1));
    }
  }
}
