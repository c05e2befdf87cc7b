package dev.fedbench.core.fl.coordinator;

import dev.fedbench.core.fl.wire.Cause;
import dev.fedbench.core.fl.wire.Evaluated;
import dev.fedbench.core.fl.wire.Selection;
import dev.fedbench.core.fl.wire.Submission;
import dev.fedbench.core.fl.wire.Turn;
import dev.fedbench.fl.RoundPolicy;
import java.security.MessageDigest;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.OptionalInt;

/** Passes at the clients' own pace: open, then perhaps evaluating the last model, then over. */
final class AsynchronousForm implements Form {

  private enum Phase {
    OPEN,
    EVALUATING,
    OVER
  }

  /** A pass under way. */
  private record Pass(int number, byte[] nonce, long begunNanos) {}

  private final RoundPolicy.Asynchronous policy;
  private final long joinNanos;
  private final boolean endless;
  private final Floor floor;
  private final Nonces nonces;

  private Phase phase = Phase.OPEN;
  private long phaseNanos;
  private long activeNanos;
  private boolean enoughJoined;
  private boolean joiningClosed;
  private final Map<Integer, Pass> underWay = new HashMap<>();
  private final int[] lastBegun;
  private final OutsideRounds outside;
  private final BitSet succeeded = new BitSet();
  private long begun;
  private long accepted;
  private long aggregations;
  private long overflows;
  private long done;

  AsynchronousForm(
      RoundPolicy.Asynchronous policy, CoordinatorPolicy all, Floor floor, Nonces nonces) {
    this.policy = policy;
    this.joinNanos = all.joinTimeout().toNanos();
    this.endless = all.endless();
    this.floor = floor;
    this.nonces = nonces;
    this.lastBegun = new int[floor.roster.enrolment().size()];
    this.outside = new OutsideRounds(floor.roster.enrolment());
  }

  @Override
  public void open() {
    phaseNanos = floor.now();
    activeNanos = phaseNanos;
    floor.bulletin.open();
  }

  @Override
  public void joined() {
    activeNanos = floor.now();
    if (!enoughJoined && floor.roster.joinedCount() >= policy.minClients()) {
      enoughJoined = true;
      floor.enoughJoined();
    }
  }

  @Override
  public void joiningClosed() {
    joiningClosed = true;
    finishIfDone();
  }

  @Override
  public Turn begin(int index) throws RefusedException {
    if (phase != Phase.OPEN) {
      throw Floor.over();
    }
    if (underWay.containsKey(index)) {
      throw new RefusedException(Cause.BUSY, "pass %d is under way", lastBegun[index]);
    }
    if (lastBegun[index] == policy.passes()) {
      throw new RefusedException(Cause.WRONG_ROUND, "all %d passes are made", policy.passes());
    }
    if (!floor.hasStarted()) {
      floor.started();
    }
    activeNanos = floor.now();
    Pass pass = new Pass(++lastBegun[index], nonces.next(), activeNanos);
    underWay.put(index, pass);
    begun++;
    return new Turn(pass.number, pass.nonce);
  }

  @Override
  public void admit(Submission submission) throws RefusedException {
    int index = submission.member().index();
    if (phase != Phase.OPEN) {
      throw Floor.over();
    }
    if (submission.round() > 0 && submission.round() <= floor.roster.lastAccepted(index)) {
      throw new RefusedException(
          Cause.DUPLICATE, "pass %d has this client's update", submission.round());
    }
    Pass pass = underWay.get(index);
    if (pass == null || pass.number != submission.round()) {
      boolean late = submission.round() > 0 && submission.round() <= lastBegun[index];
      throw late
          ? new RefusedException(Cause.LATE, "pass %d is closed", submission.round())
          : new RefusedException(Cause.WRONG_ROUND, "pass %d has not begun", submission.round());
    }
    if (!MessageDigest.isEqual(pass.nonce, submission.nonce())) {
      throw new RefusedException(Cause.WRONG_NONCE, "not the nonce of pass %d", pass.number);
    }
    checkStaleness(submission.baseVersion());
  }

  private void checkStaleness(long base) throws RefusedException {
    long version = floor.model.version();
    OptionalInt most = policy.maxStaleness();
    if (base < 1 || base > version || most.isPresent() && version - base > most.getAsInt()) {
      throw new RefusedException(
          Cause.STALE,
          "base version %d; the model is at %d%s",
          base,
          version,
          most.isPresent() ? " and may be at most " + most.getAsInt() + " ahead" : "");
    }
  }

  @Override
  public boolean accepted(Submission submission) {
    int index = submission.member().index();
    floor.roster.accept(index, submission.round());
    underWay.remove(index);
    activeNanos = floor.now();
    succeeded.set(index);
    done++;
    boolean aggregated = aggregateIfDue();
    finishIfDone();
    return aggregated;
  }

  /** Whether a proven update from outside is new, and not too old. */
  void admitOutside(OutsideUpdate update) throws RefusedException {
    if (phase != Phase.OPEN) {
      throw Floor.over();
    }
    outside.admit(update.clientId(), update.round());
    checkStaleness(update.baseVersion());
  }

  /** It is added: that round of its client is used up. */
  void noteOutside(OutsideUpdate update) {
    outside.note(update.clientId(), update.round());
  }

  /** An update came outside any pass, over FedZK's API. */
  boolean acceptedOutside() {
    begun++;
    return aggregateIfDue();
  }

  private boolean aggregateIfDue() {
    accepted++;
    if (floor.model.pending() < policy.aggregateEvery()) {
      return false;
    }
    if (!floor.model.aggregate()) {
      overflows++;
      return false;
    }
    floor.aggregated();
    aggregations++;
    floor.bulletin.open();
    return true;
  }

  @Override
  public void abandoned(int index, int round) {
    Pass pass = underWay.get(index);
    if (pass != null && pass.number == round) {
      underWay.remove(index);
      done++;
      finishIfDone();
    }
  }

  private void finishIfDone() {
    boolean allJoined = joiningClosed || floor.roster.complete();
    if (phase == Phase.OPEN
        && !endless
        && allJoined
        && done >= (long) floor.roster.joinedCount() * policy.passes()) {
      close();
    }
  }

  /** No more updates are taken. */
  private void close() {
    BitSet present = floor.roster.present();
    phaseNanos = floor.now();
    if (floor.worthEvaluating() && aggregations > 0 && !present.isEmpty()) {
      phase = Phase.EVALUATING;
      floor.startEvaluation(present);
      boolean everyone = present.cardinality() == floor.roster.enrolment().size();
      floor.bulletin.evaluate(0, everyone ? Selection.ALL : Selection.of(present));
    } else {
      end();
    }
  }

  @Override
  public void evaluated(int index, Evaluated evaluated) {
    if (phase == Phase.EVALUATING && floor.evaluated(index, evaluated)) {
      floor.endEvaluation(phaseNanos);
      end();
    }
  }

  private void end() {
    int successes = succeeded.cardinality();
    if (overflows > 0) {
      end("%d aggregations made no model: values beyond float32".formatted(overflows));
      return;
    }
    end(
        successes >= policy.minClients()
            ? ""
            : "the updates of only %d clients were accepted; at least %d are needed"
                .formatted(successes, policy.minClients()));
  }

  private void end(String failure) {
    phase = Phase.OVER;
    if (floor.hasStarted()) {
      floor.row(1, clamp(begun), clamp(accepted), aggregations > 0, floor.trainSeconds());
    }
    floor.end(failure);
  }

  private static int clamp(long count) {
    return (int) Math.min(count, Integer.MAX_VALUE);
  }

  @Override
  public void tick(long nowNanos) {
    switch (phase) {
      case OPEN -> {
        expire(nowNanos);
        boolean idle = nowNanos - activeNanos >= policy.deadline().toNanos();
        boolean patient = nowNanos - phaseNanos < joinNanos && !joiningClosed;
        if (phase == Phase.OPEN && !endless && idle && !patient && underWay.isEmpty()) {
          close(); // those who are still missing are not coming
        }
      }
      case EVALUATING -> {
        if (nowNanos - phaseNanos >= policy.deadline().toNanos()) {
          floor.endEvaluation(phaseNanos);
          end();
        }
      }
      case OVER -> {}
    }
  }

  /** Passes whose deadline is over are closed; whoever made them is not waited for. */
  private void expire(long nowNanos) {
    long deadline = policy.deadline().toNanos();
    BitSet silent = new BitSet();
    for (Iterator<Map.Entry<Integer, Pass>> it = underWay.entrySet().iterator(); it.hasNext(); ) {
      Map.Entry<Integer, Pass> entry = it.next();
      if (nowNanos - entry.getValue().begunNanos >= deadline) {
        it.remove();
        silent.set(entry.getKey());
        done++;
      }
    }
    if (!silent.isEmpty()) {
      activeNanos = nowNanos; // whoever was late may come back for a deadline's time
      floor.roster.lose(silent);
      finishIfDone();
    }
  }

  @Override
  public void abort(String reason) {
    if (phase != Phase.OVER) {
      end(reason);
    }
  }

  @Override
  public boolean over() {
    return phase == Phase.OVER;
  }
}
