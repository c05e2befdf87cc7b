package dev.fedbench.core.suite.rpc;

import dev.fedbench.core.load.LoadResult;
import dev.fedbench.core.load.SampleSink;
import dev.fedbench.metric.Recorder;
import dev.fedbench.metric.RpcMetrics;
import dev.fedbench.result.Outcome;
import dev.fedbench.suite.ScenarioContext;
import dev.fedbench.suite.Trial;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;

/**
 * A point that is measured. Everything happens in a {@link Workroom}, so that whatever threads are
 * left at the end are known to be its own.
 */
final class RpcTrial implements Trial {

  private static final double NANOS = 1e9;

  private final RpcPoint point;
  private final Setting setting;
  private final ScenarioContext context;
  private final Findings findings;
  private final Workroom room;
  private final Optional<SharedKeys> keys;
  private Bench bench;
  private OptionalLong ownConnections = OptionalLong.empty();
  private OptionalLong serverConnections = OptionalLong.empty();
  private int iterations;
  private boolean sound = true;
  private boolean closed;

  private RpcTrial(
      RpcPoint point,
      Setting setting,
      Findings findings,
      Optional<SharedKeys> keys,
      ScenarioContext context) {
    this.point = point;
    this.setting = setting;
    this.findings = findings;
    this.keys = keys;
    this.context = context;
    this.room = new Workroom("fedbench-rpc-trial");
  }

  static RpcTrial open(RpcPoint point, Setting setting, Cells cells, ScenarioContext context)
      throws Exception {
    Optional<SharedKeys> keys =
        point.encrypted() ? Optional.of(SharedKeys.make()) : Optional.empty();
    RpcTrial trial = new RpcTrial(point, setting, new Findings(point, cells), keys, context);
    try {
      trial.room.call(trial::start);
      return trial;
    } catch (Exception | Error e) {
      trial.abandon();
      throw e;
    }
  }

  private Void start() throws Exception {
    bench = BenchStart.start(point, setting, keys.map(SharedKeys::directory), context);
    if (!context.cancelled()) {
      serverConnections = bench.state().connections();
      ownConnections = connections();
      bench.connectClients();
    }
    return null;
  }

  private OptionalLong connections() {
    return Sockets.connections(bench.server().endpoint().getPort());
  }

  @Override
  public void warmUp(Recorder discarding) throws Exception {
    inRoom(
        () -> {
          bench.warmUp(setting.warmUp());
          return null;
        });
  }

  @Override
  public void iterate(Recorder recorder) throws Exception {
    inRoom(
        () -> {
          iterations++;
          handshakes(recorder);
          measure(recorder);
          return null;
        });
  }

  /** After a failure nothing is looked for that it may have left behind. */
  private void inRoom(Callable<Void> work) throws Exception {
    if (context.cancelled()) {
      return;
    }
    boolean done = false;
    try {
      room.call(work);
      done = true;
    } finally {
      sound &= done;
    }
  }

  private void handshakes(Recorder recorder) throws IOException, InterruptedException {
    if (!point.test().equals(Points.AUTHENTICATION)) {
      return;
    }
    double sum = 0;
    for (int i = 0; i < setting.handshakes() && !context.cancelled(); i++) {
      double seconds = bench.handshake() / NANOS;
      recorder.record(RpcMetrics.HANDSHAKE, seconds);
      sum += seconds;
    }
    findings.add(RpcMetrics.HANDSHAKE, sum / setting.handshakes());
  }

  private void measure(Recorder recorder) throws IOException, InterruptedException {
    boolean apart = bench.server().apart();
    Optional<Vitals> serverBefore = apart ? Optional.of(bench.state().vitals()) : Optional.empty();
    WireSum wireBefore = bench.wire();
    Vitals before = Vitals.ofThisProcess();
    LoadResult load = bench.load(samples(recorder));
    Vitals used = Vitals.ofThisProcess().since(before);
    WireSum wire = bench.wire().since(wireBefore);
    Optional<Vitals> serverUsed =
        serverBefore.isPresent()
            ? Optional.of(bench.state().vitals().since(serverBefore.get()))
            : Optional.empty();
    Measurement measured = new Measurement(iterations, load, used, serverUsed, wire);
    measured.record(point, recorder);
    judge(load);
    findings.add(measured);
  }

  private SampleSink samples(Recorder recorder) {
    boolean open = point.rate().isPresent();
    return (due, sent, done, answered) -> {
      recorder.record(RpcMetrics.RESPONSE, (done - due) / NANOS);
      if (answered) {
        recorder.record(RpcMetrics.SERVICE, (done - sent) / NANOS);
      }
      if (open) {
        recorder.record(RpcMetrics.LATENESS, (sent - due) / NANOS);
      }
    };
  }

  private void judge(LoadResult load) throws IOException {
    String reason =
        load.reason().map(why -> "iteration %d: %s".formatted(iterations, why)).orElse("");
    switch (load.outcome()) {
      case SATURATED, GENERATOR_LIMITED -> context.qualify(load.outcome(), reason);
      case FAILED ->
          throw new IOException(
              reason + load.firstFailure().map("; the first said: "::concat).orElse(""));
      default -> {} // completed, or cancelled, which the run knows
    }
  }

  @Override
  public void conclude(Recorder recorder) throws Exception {
    inRoom(
        () -> {
          recorder.row(PayloadRow.of(point, bench.body()));
          findings.record(recorder);
          if (setting.profiling().enabled()) {
            new ProfiledRun(bench, setting.profiling()).record(recorder);
          }
          return null;
        });
  }

  /** Idempotent. What was left behind qualifies the scenario. */
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try {
      if (sound && !context.cancelled()) {
        check();
      }
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("looking for what was left behind: " + e, e);
    } finally {
      abandon();
    }
  }

  private void check() throws Exception {
    LeakCheck check = new LeakCheck(setting.patience());
    room.call(
        () -> {
          check.expect(() -> LeakCheck.held(bench.state().load()));
          bench.closeClients();
          check.expect(
              () ->
                  LeakCheck.connections("server", bench.state().connections(), serverConnections));
          check.expect(
              () -> LeakCheck.connections("clients' process", connections(), ownConnections));
          bench.close();
          bench.server().leftovers().forEach(left -> check.add("the server left " + left));
          return null;
        });
    check.expect(() -> LeakCheck.threads(room.leftovers()));
    List<String> found = check.found();
    if (!found.isEmpty() && !context.cancelled()) {
      context.qualify(Outcome.LEAK, String.join("; ", found));
    }
  }

  private void abandon() throws IOException {
    try {
      if (bench != null) {
        room.call(
            () -> {
              bench.close();
              return null;
            });
      }
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("closing: " + e, e);
    } finally {
      room.close();
      if (keys.isPresent()) {
        keys.get().close();
      }
    }
  }
}
