package dev.fedbench.core.fl.fleet;

import dev.fedbench.core.fl.wire.Cause;
import dev.fedbench.core.fl.wire.Info;
import dev.fedbench.core.fl.wire.Method;
import dev.fedbench.rpc.RpcClient;
import dev.fedbench.suite.ScenarioContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits until a coordinator answers. */
final class Readiness {

  private static final Duration PROBE = Duration.ofSeconds(2);
  private static final long PAUSE_MILLIS = 100;

  private Readiness() {}

  static Info await(RpcClient client, FleetSetup setup, ScenarioContext context)
      throws IOException, InterruptedException {
    Caller caller = new Caller(client, PROBE);
    long patience = setup.config().joinTimeout().toNanos();
    long start = System.nanoTime();
    while (true) {
      try {
        return caller.call(Method.INFO, ByteBuffer.allocate(0), Info::decode);
      } catch (TurnFailedException e) {
        Cause cause = e.refusal().cause();
        boolean passing = cause == Cause.UNAVAILABLE || cause == Cause.TIMEOUT;
        if (!passing || System.nanoTime() - start >= patience || context.cancelled()) {
          throw new IOException(
              "no coordinator at %s: %s. Start one there, or check the address"
                  .formatted(setup.endpoint(), e.getMessage()));
        }
      }
      long waited = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
      context.progress(
          waited, Math.max(1, setup.config().joinTimeout().toSeconds()), "s for a coordinator");
      Thread.sleep(PAUSE_MILLIS);
    }
  }
}
