package dev.fedbench.core.fl.fleet;

import dev.fedbench.core.fl.wire.Receipt;
import dev.fedbench.core.fl.wire.Refusal;
import dev.fedbench.metric.FederatedMetrics;
import dev.fedbench.metric.Metric;
import dev.fedbench.metric.Recorder;
import dev.fedbench.result.ClientRow;
import dev.fedbench.result.ClientStatus;
import dev.fedbench.result.Phases;
import dev.fedbench.suite.ScenarioContext;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/** Writes down what became of each turn. Thread-safe. */
final class Ledger {

  /** Who does what since when. Each turn that begins ends once: with a row, or dropped. */
  static final class Turn {
    private final String client;
    private final int index;
    private final int round;
    private final Instant timestamp = Instant.now();
    private final long startNanos = System.nanoTime();

    private Turn(String client, int index, int round) {
      this.client = client;
      this.index = index;
      this.round = round;
    }

    long startNanos() {
      return startNanos;
    }
  }

  private final Recorder recorder;
  private final ScenarioContext context;
  private final long expectedTurns;
  private final SlotFlags succeeded;
  private final LongAdder accepted = new LongAdder();
  private final LongAdder aggregated = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder retries = new LongAdder();
  private final AtomicLong firstStart = new AtomicLong(Long.MAX_VALUE);
  private final AtomicLong lastEnd = new AtomicLong(Long.MIN_VALUE);
  private final long epoch = System.nanoTime();
  private final Set<Turn> open = ConcurrentHashMap.newKeySet();
  private final Object progressLock = new Object();
  private long done;

  Ledger(Recorder recorder, ScenarioContext context, int slots, long expectedTurns) {
    this.recorder = recorder;
    this.context = context;
    this.expectedTurns = expectedTurns;
    succeeded = new SlotFlags(slots);
  }

  void retried() {
    retries.increment();
  }

  /** A turn begins: the first of all starts the clock. */
  Turn begin(String client, int index, int round) {
    Turn turn = new Turn(client, index, round);
    firstStart.accumulateAndGet(turn.startNanos - epoch, Math::min);
    open.add(turn);
    return turn;
  }

  /** There was nothing to write down after all. */
  void drop(Turn turn) {
    open.remove(turn);
  }

  /** The update was accepted. Of a turn that has ended already, nothing is written. */
  void accepted(
      int slot, Turn turn, long examples, Phases phases, Receipt receipt, Optional<Proven> proven) {
    if (!open.remove(turn)) {
      return;
    }
    end();
    succeeded.set(slot);
    accepted.increment();
    if (receipt.aggregated()) {
      aggregated.increment();
    }
    record(FederatedMetrics.TRAINING, phases.training());
    record(FederatedMetrics.TRAINING_CPU, phases.trainingCpu());
    proven.ifPresent(this::record);
    record(FederatedMetrics.SUBMISSION, phases.submission());
    record(FederatedMetrics.VERIFICATION, phases.verification());
    record(FederatedMetrics.TOTAL, phases.total());
    record(FederatedMetrics.RESIDUAL, phases.residual());
    recorder.row(
        new ClientRow(
            turn.client,
            turn.index,
            turn.round,
            turn.timestamp,
            receipt.aggregated() ? ClientStatus.AGGREGATED : ClientStatus.ACCEPTED,
            Optional.empty(),
            OptionalLong.of(receipt.modelVersion()),
            examples,
            phases,
            proven.map(Proven::source)));
    progress();
  }

  /** The turn failed before there was an update. */
  void failed(Turn turn, Refusal refusal) {
    OptionalDouble none = OptionalDouble.empty();
    double total = (System.nanoTime() - turn.startNanos) / 1e9;
    Phases phases = new Phases(none, none, none, none, none, none, OptionalDouble.of(total));
    failed(turn, 0, phases, Optional.empty(), refusal);
  }

  /** The turn failed. Of a turn that has ended already, nothing is written. */
  void failed(Turn turn, long examples, Phases phases, Optional<Proven> proven, Refusal refusal) {
    if (!open.remove(turn)) {
      return;
    }
    end();
    failed.increment();
    recorder.row(
        new ClientRow(
            turn.client,
            turn.index,
            turn.round,
            turn.timestamp,
            ClientStatus.FAILED,
            Optional.of(refusal.toString()),
            OptionalLong.empty(),
            examples,
            phases,
            proven.map(Proven::source)));
    progress();
  }

  /**
   * Records the totals.
   *
   * @param unfinished why turns that are still under way have failed: nobody waits for them any
   *     more
   * @return how many clients succeeded
   */
  int close(int clients, Function<Turn, Refusal> unfinished) {
    open.forEach(turn -> failed(turn, unfinished.apply(turn)));
    int successes = succeeded.count();
    recorder.record(FederatedMetrics.CLIENTS, clients);
    recorder.record(FederatedMetrics.SUCCESSFUL_CLIENTS, successes);
    recorder.record(FederatedMetrics.ACCEPTED_UPDATES, accepted.sum());
    recorder.record(FederatedMetrics.AGGREGATED_UPDATES, aggregated.sum());
    recorder.record(FederatedMetrics.FAILED_UPDATES, failed.sum());
    recorder.record(FederatedMetrics.RETRIES, retries.sum());
    if (lastEnd.get() != Long.MIN_VALUE) {
      recorder.record(FederatedMetrics.DURATION, (lastEnd.get() - firstStart.get()) / 1e9);
    }
    return successes;
  }

  private void end() {
    lastEnd.accumulateAndGet(System.nanoTime() - epoch, Math::max);
  }

  private void record(Proven proven) {
    if (proven.first()) {
      recorder.record(FederatedMetrics.FIRST_PROOF, proven.nanos() / 1e9);
    } else {
      recorder.record(FederatedMetrics.PROOF, proven.nanos() / 1e9);
      recorder.record(FederatedMetrics.PROOF_CPU, proven.cpuNanos() / 1e9);
      ProofTape parts = proven.parts();
      if (parts.measured()) {
        recorder.record(FederatedMetrics.WITNESS, parts.witnessNanos() / 1e9);
        recorder.record(FederatedMetrics.WITNESS_CPU, parts.witnessCpuNanos() / 1e9);
        recorder.record(FederatedMetrics.PROVE, parts.proveNanos() / 1e9);
        recorder.record(FederatedMetrics.PROVE_CPU, parts.proveCpuNanos() / 1e9);
      }
    }
    recorder.record(FederatedMetrics.PROOF_BYTES, proven.proof().size());
    if (proven.parts().attempts() > 0) {
      recorder.record(FederatedMetrics.PROOF_ATTEMPTS, proven.parts().attempts());
    }
  }

  private void record(Metric metric, OptionalDouble value) {
    if (value.isPresent()) {
      recorder.record(metric, value.getAsDouble());
    }
  }

  private void progress() {
    synchronized (progressLock) {
      done++;
      context.progress(done, Math.max(done, expectedTurns), "updates");
    }
  }
}
