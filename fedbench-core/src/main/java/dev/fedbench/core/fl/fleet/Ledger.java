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
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Writes down what became of each turn. Thread-safe. */
final class Ledger {

  /** Who did what when. */
  record Turn(String client, int index, int round, Instant timestamp, long startNanos) {}

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
    long now = System.nanoTime();
    firstStart.accumulateAndGet(now - epoch, Math::min);
    return new Turn(client, index, round, Instant.now(), now);
  }

  void accepted(int slot, Turn turn, long examples, Phases phases, Receipt receipt) {
    end();
    succeeded.set(slot);
    accepted.increment();
    if (receipt.aggregated()) {
      aggregated.increment();
    }
    record(FederatedMetrics.TRAINING, phases.training());
    record(FederatedMetrics.TRAINING_CPU, phases.trainingCpu());
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
            phases));
    progress();
  }

  void failed(Turn turn, long examples, Phases phases, Refusal refusal) {
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
            phases));
    progress();
  }

  /** Records the totals. Returns how many clients succeeded. */
  int close(int clients) {
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
