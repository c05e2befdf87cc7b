package dev.fedbench.core.fl.coordinator;

import dev.fedbench.core.fl.identity.Enrolment;
import dev.fedbench.core.fl.wire.ProofTerms;
import dev.fedbench.core.fl.wire.RunReport;
import dev.fedbench.core.fl.wire.TensorFrame;
import dev.fedbench.fl.TensorLayout;
import dev.fedbench.fl.Tensors;
import dev.fedbench.proof.Keys;
import dev.fedbench.rpc.RpcHandler;
import dev.fedbench.rpc.RpcServer;
import dev.fedbench.rpc.ServerOptions;
import dev.fedbench.rpc.Transport;
import dev.fedbench.rpc.WireStats;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A running coordinator: authenticates, checks, aggregates, publishes. It answers from construction
 * until {@link #close}. Thread-safe.
 */
public final class Coordinator implements AutoCloseable {

  /** How soon after a deadline it is noticed, at the latest. */
  private static final Duration TICK = Duration.ofMillis(20);

  private final Run run;
  private final RpcServer server;
  private final ScheduledExecutorService timer;

  private Coordinator(Run run, RpcServer server) {
    this.run = run;
    this.server = server;
    timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "fedbench-coordinator-timer");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Starts a coordinator.
   *
   * @param bind where, in the transport's own scheme
   * @param initialModel the model's first version; empty to start at zero in the first update's
   *     layout
   * @throws IOException if the address cannot be bound
   */
  public static Coordinator start(
      Transport transport,
      URI bind,
      ServerOptions options,
      CoordinatorPolicy policy,
      Enrolment enrolment,
      Optional<Tensors> initialModel,
      CoordinatorObserver observer)
      throws IOException {
    return start(
        handler -> transport.serve(bind, handler, options),
        policy,
        enrolment,
        initialModel,
        observer);
  }

  /** Starts a server for the coordinator's calls. */
  public interface ServerStart {
    RpcServer serve(RpcHandler handler) throws IOException;
  }

  /** Starts a coordinator on a server that somebody else knows how to start. */
  public static Coordinator start(
      ServerStart start,
      CoordinatorPolicy policy,
      Enrolment enrolment,
      Optional<Tensors> initialModel,
      CoordinatorObserver observer)
      throws IOException {
    byte[] id = new byte[16];
    new SecureRandom().nextBytes(id);
    Run run = new Run(policy, id, enrolment, initialModel, observer, System::nanoTime);
    RpcServer server = run.open(() -> start.serve(new Desk(run)));
    Coordinator coordinator = new Coordinator(run, server);
    long tick = TICK.toMillis();
    coordinator.timer.scheduleWithFixedDelay(run::tick, tick, tick, TimeUnit.MILLISECONDS);
    return coordinator;
  }

  /** Where clients connect. */
  public URI endpoint() {
    return server.endpoint();
  }

  /** No more clients are to join: the run starts, or ends, with those there are. */
  public void closeJoining() {
    run.joiningClosed();
  }

  /**
   * Waits for the run's end.
   *
   * @return why it failed, empty if it did not; nothing if it has not ended in that time
   */
  public Optional<String> awaitEnd(Duration patience) throws InterruptedException {
    try {
      return Optional.of(run.ended().get(patience.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new AssertionError("a run ends with a reason, never with an exception", e);
    }
  }

  /** Waits, once the run has ended, until somebody has fetched the report, or so long. */
  public void awaitReported(Duration patience) throws InterruptedException {
    run.awaitReported(patience);
  }

  /** Ends the run now. */
  public void abort(String reason) {
    run.abort(reason);
  }

  /** Where the run stands. */
  public CoordinatorStatus status() {
    return run.status();
  }

  /** The keys of the proofs that it wants; empty if it wants none. */
  public Optional<Keys> keys() {
    return run.proofs().map(ProofDemand::keys);
  }

  /** Names and shapes of the model, once somebody named them. */
  public Optional<TensorLayout> layout() {
    return run.model().layout();
  }

  /**
   * Takes an update that nobody signed, for one example. Whoever calls this has decided that anyone
   * may.
   *
   * @param delta of the model's layout; of any, if nobody has named one
   */
  public OpenAnswer submitUnsigned(Tensors delta) {
    byte[] header = TensorFrame.header(delta.layout());
    ByteBuffer frame = ByteBuffer.allocate(TensorFrame.size(header, delta.layout()));
    TensorFrame.write(frame, header, delta);
    return run.acceptOutside(frame.flip());
  }

  /**
   * Takes an update that nobody signed but that is proved. Whoever calls this has decided that
   * anyone may.
   *
   * @param maxExamples the most examples that it may stand for
   * @throws java.util.NoSuchElementException if this coordinator wants no proofs
   */
  public OpenAnswer submitProven(Tensors delta, OutsideUpdate with, long maxExamples) {
    return run.acceptOutside(delta, with, maxExamples);
  }

  /** Names the run. */
  public byte[] runId() {
    return run.runId().clone();
  }

  /** What it wants proved of every update; empty if nothing. */
  public Optional<ProofTerms> proofTerms() {
    return run.proofs().map(ProofDemand::terms);
  }

  /** What was measured so far. */
  public RunReport report() {
    return run.report();
  }

  /** What was sent and received so far. */
  public WireStats wireStats() {
    return server.stats();
  }

  /** Ends the run if it has not ended, and stops answering. Idempotent. */
  @Override
  public void close() {
    timer.shutdown();
    run.abort("the coordinator was closed");
    server.close();
  }
}
