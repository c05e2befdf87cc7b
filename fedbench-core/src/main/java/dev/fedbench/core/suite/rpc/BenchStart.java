package dev.fedbench.core.suite.rpc;

import dev.fedbench.rpc.Transport;
import dev.fedbench.suite.ScenarioContext;
import dev.fedbench.suite.ScenarioSkippedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/** Starts the server of a point, here or in a process of its own, and what calls it. */
final class BenchStart {

  private BenchStart() {}

  /**
   * A bench whose clients have each had an answer.
   *
   * @param keys where the keys are that encrypt; empty for plain
   */
  static Bench start(RpcPoint point, Setting setting, Optional<Path> keys, ScenarioContext context)
      throws Exception {
    ByteBuffer body = ByteBuffer.wrap(point.payload().make(point.payloadBytes(), context.seed()));
    ServerSpec spec = new ServerSpec(point.wire().name(), point.scheduler(), point.codec(), keys);
    Transport transport = transport(point, spec);
    BenchServer server =
        point.wire().inside()
            ? new InsideServer(BenchService.start(transport, point.scheduler(), setting.methods()))
            : ServerProcess.start(spec, context::cancelled);
    return Bench.connect(
        point, server, transport, body.asReadOnlyBuffer(), setting.timeout(), context::cancelled);
  }

  private static Transport transport(RpcPoint point, ServerSpec spec)
      throws IOException, ScenarioSkippedException {
    Optional<Transport> own = point.wire().own();
    return own.isPresent() ? Dressing.dress(own.get(), spec.codec(), spec.keys()) : spec.resolve();
  }
}
