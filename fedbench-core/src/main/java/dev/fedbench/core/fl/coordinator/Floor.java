package dev.fedbench.core.fl.coordinator;

import dev.fedbench.core.fl.wire.Cause;
import dev.fedbench.core.fl.wire.Evaluated;
import dev.fedbench.metric.FederatedMetrics;
import dev.fedbench.result.RoundRow;
import dev.fedbench.rpc.Direction;
import dev.fedbench.rpc.RpcServer;
import dev.fedbench.rpc.WireStats;
import java.util.BitSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What both forms of a run share: the clock, the parts, the evaluation of a model, the rows.
 * Guarded by the coordinator's lock.
 */
final class Floor {

  private final RpcServer server;
  private final CoordinatorObserver observer;
  private final LongSupplier nanoTime;
  private final Consumer<String> ended;
  final Roster roster;
  final GlobalModel model;
  final Bulletin bulletin;
  final ModelUpdates updates;
  private final long openedNanos;
  private OptionalLong startedNanos = OptionalLong.empty();
  private long lastAggregationNanos;
  private WireStats seen;

  /** The evaluation under way: who is still to answer, and what came so far. */
  private Optional<BitSet> evaluating = Optional.empty();

  private Evaluations evaluations = new Evaluations();
  private boolean worthEvaluating;

  Floor(
      CoordinatorPolicy policy,
      Roster roster,
      GlobalModel model,
      RpcServer server,
      CoordinatorObserver observer,
      LongSupplier nanoTime,
      Consumer<String> ended) {
    this.roster = roster;
    this.model = model;
    this.server = server;
    this.observer = observer;
    this.nanoTime = nanoTime;
    this.ended = ended;
    updates = new ModelUpdates(observer);
    bulletin = new Bulletin(server, model, updates, nanoTime);
    worthEvaluating = policy.evaluate();
    openedNanos = nanoTime.getAsLong();
    seen = server.stats();
  }

  long now() {
    return nanoTime.getAsLong();
  }

  double secondsSince(long nanos) {
    return (now() - nanos) / 1e9;
  }

  /** Enough clients have joined. */
  void enoughJoined() {
    observer.sample(FederatedMetrics.JOIN_TIME, secondsSince(openedNanos));
  }

  /** The first instruction goes out now. */
  void started() {
    lastAggregationNanos = now();
    startedNanos = OptionalLong.of(lastAggregationNanos);
  }

  /** Whether any instruction has gone out. */
  boolean hasStarted() {
    return startedNanos.isPresent();
  }

  void aggregated() {
    lastAggregationNanos = now();
  }

  /** From the first instruction to the last aggregation. */
  double trainSeconds() {
    return (lastAggregationNanos - startedNanos.orElse(lastAggregationNanos)) / 1e9;
  }

  /** An update was accepted: what its proof took. */
  void verified(CheckedUpdate update) {
    if (update instanceof CheckedUpdate.Proven proven) {
      observer.sample(FederatedMetrics.PROOF_VERIFICATION, proven.nanos() / 1e9);
      observer.sample(FederatedMetrics.PROOF_VERIFICATION_CPU, proven.cpuNanos() / 1e9);
      observer.sample(FederatedMetrics.PROOF_BATCH, proven.together());
    }
  }

  void sampleRound(long sinceNanos) {
    observer.sample(FederatedMetrics.ROUND, secondsSince(sinceNanos));
  }

  // --- evaluation

  /** Whether to ask clients to evaluate: not once nobody of them could. */
  boolean worthEvaluating() {
    return worthEvaluating;
  }

  void startEvaluation(BitSet asked) {
    evaluating = Optional.of(asked);
    evaluations = new Evaluations();
  }

  /** Takes an answer. Returns whether it was the last one missing. */
  boolean evaluated(int index, Evaluated answer) {
    if (evaluating.isEmpty()
        || answer.modelVersion() != model.version()
        || !evaluating.get().get(index)) {
      return false; // late, or of an earlier model: nobody waits for it
    }
    evaluating.get().clear(index);
    answer.evaluation().ifPresent(evaluations::add);
    return evaluating.get().isEmpty();
  }

  /** Ends the evaluation; those who did not answer are lost. */
  void endEvaluation(long sinceNanos) {
    evaluating.ifPresent(roster::lose);
    evaluating = Optional.empty();
    worthEvaluating = evaluations.examples() > 0;
    if (worthEvaluating) {
      observer.sample(FederatedMetrics.EVALUATION, secondsSince(sinceNanos));
    }
  }

  void forgetEvaluation() {
    evaluations = new Evaluations();
  }

  // --- rows and the end

  void row(int round, int selected, int accepted, boolean aggregated, double duration) {
    WireStats now = server.stats();
    OptionalDouble loss = evaluations.loss();
    OptionalDouble accuracy = evaluations.accuracy();
    observer.round(
        new RoundRow(
            round,
            model.version(),
            selected,
            accepted,
            selected - accepted,
            aggregated,
            secondsSince(startedNanos.orElseGet(this::now)),
            duration,
            loss,
            accuracy,
            evaluations.examples(),
            now.bytes(Direction.RECEIVED) - seen.bytes(Direction.RECEIVED),
            now.bytes(Direction.SENT) - seen.bytes(Direction.SENT)));
    seen = now;
  }

  /**
   * The run is over.
   *
   * @param failure why it failed; empty if it did not
   */
  void end(String failure) {
    updates.end();
    if (hasStarted()) {
      observer.sample(FederatedMetrics.TRAIN_TIME, trainSeconds());
    }
    try {
      bulletin.finished(failure);
    } finally {
      ended.accept(failure);
    }
  }

  static RefusedException over() {
    return new RefusedException(Cause.FINISHED, "the run is over");
  }
}
