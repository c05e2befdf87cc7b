package dev.fedbench.core.fl.coordinator;

import dev.fedbench.core.fl.wire.Cause;
import dev.fedbench.core.fl.wire.Evaluated;
import dev.fedbench.core.fl.wire.Selection;
import dev.fedbench.core.fl.wire.Submission;
import dev.fedbench.core.fl.wire.Turn;
import dev.fedbench.fl.RoundPolicy;
import java.security.MessageDigest;
import java.util.BitSet;

/** Synchronous rounds: joining, then fitting and evaluating by turns, then over. */
final class SynchronousForm implements Form {

  private enum Phase {
    JOINING,
    FITTING,
    EVALUATING,
    OVER
  }

  private final RoundPolicy.Synchronous policy;
  private final long joinNanos;
  private final long seed;
  private final Floor floor;
  private final Nonces nonces;

  private Phase phase = Phase.JOINING;
  private long phaseNanos;
  private int round;
  private byte[] nonce = {};
  private BitSet selected = new BitSet();
  private BitSet unanswered = new BitSet();
  private int accepted;
  private int shortRounds;
  private int overflows;
  private boolean aggregated;
  private double duration;

  SynchronousForm(
      RoundPolicy.Synchronous policy, CoordinatorPolicy all, Floor floor, Nonces nonces) {
    this.policy = policy;
    this.joinNanos = all.joinTimeout().toNanos();
    this.seed = all.seed();
    this.floor = floor;
    this.nonces = nonces;
  }

  @Override
  public void open() {
    phaseNanos = floor.now();
  }

  @Override
  public void joined() {
    if (phase == Phase.JOINING && floor.roster.complete()) {
      start();
    }
  }

  @Override
  public void joiningClosed() {
    if (phase == Phase.JOINING) {
      start();
    }
  }

  private void start() {
    int joined = floor.roster.joinedCount();
    if (joined < policy.minClients()) {
      end("only %d clients joined; at least %d are needed".formatted(joined, policy.minClients()));
      return;
    }
    floor.enoughJoined();
    floor.started();
    nextRound();
  }

  private void nextRound() {
    BitSet present = floor.roster.present();
    if (round == policy.rounds()) {
      end(failure());
      return;
    }
    if (present.isEmpty()) {
      end("round %d: no client is left".formatted(round + 1));
      return;
    }
    round++;
    phase = Phase.FITTING;
    phaseNanos = floor.now();
    nonce = nonces.next();
    int count =
        ClientSelection.count(policy.fraction(), policy.minClients(), present.cardinality());
    selected = ClientSelection.draw(present, count, seed, round);
    unanswered = (BitSet) selected.clone();
    accepted = 0;
    floor.forgetEvaluation();
    boolean everyone = selected.cardinality() == floor.roster.enrolment().size();
    floor.bulletin.fit(round, nonce, everyone ? Selection.ALL : Selection.of(selected));
  }

  private String failure() {
    if (shortRounds > 0) {
      return "%d of %d rounds had fewer than %d updates in time"
          .formatted(shortRounds, policy.rounds(), policy.minClients());
    }
    return overflows == 0
        ? ""
        : "%d of %d rounds made no model: values beyond float32"
            .formatted(overflows, policy.rounds());
  }

  @Override
  public Turn begin(int index) throws RefusedException {
    throw new RefusedException(Cause.WRONG_ROUND, "rounds are synchronous: wait for one");
  }

  @Override
  public void admit(Submission submission) throws RefusedException {
    int index = submission.member().index();
    if (phase == Phase.OVER) {
      throw Floor.over();
    }
    if (submission.round() == floor.roster.lastAccepted(index) && submission.round() > 0) {
      throw new RefusedException(Cause.DUPLICATE, "round %d has this client's update", round);
    }
    if (submission.round() < round || submission.round() == round && phase != Phase.FITTING) {
      throw new RefusedException(Cause.LATE, "round %d is closed", submission.round());
    }
    if (submission.round() > round) {
      throw new RefusedException(Cause.WRONG_ROUND, "round %d is not open", submission.round());
    }
    if (!MessageDigest.isEqual(nonce, submission.nonce())) {
      throw new RefusedException(Cause.WRONG_NONCE, "not the nonce of round %d", round);
    }
    if (!selected.get(index)) {
      throw new RefusedException(Cause.NOT_SELECTED, "not selected for round %d", round);
    }
    if (submission.baseVersion() != floor.model.version()) {
      throw new RefusedException(
          Cause.STALE,
          "base version %d; round %d starts from %d",
          submission.baseVersion(),
          round,
          floor.model.version());
    }
  }

  @Override
  public boolean accepted(Submission submission) {
    int index = submission.member().index();
    accepted++;
    floor.roster.accept(index, round);
    unanswered.clear(index);
    return unanswered.isEmpty() && closeRound();
  }

  @Override
  public void abandoned(int index, int abandonedRound) {
    if (phase == Phase.FITTING && abandonedRound == round && unanswered.get(index)) {
      unanswered.clear(index);
      if (unanswered.isEmpty()) {
        closeRound();
      }
    }
  }

  /** Everyone has answered, or time is up. Returns whether there is a new model. */
  private boolean closeRound() {
    floor.roster.lose(unanswered);
    boolean enough = accepted >= policy.minClients() && accepted > 0;
    aggregated = enough && floor.model.aggregate();
    if (aggregated) {
      floor.aggregated();
    } else if (enough) {
      overflows++;
    } else {
      floor.model.discard();
      shortRounds++;
    }
    boolean result = aggregated;
    duration = floor.secondsSince(phaseNanos);
    floor.sampleRound(phaseNanos);
    BitSet present = floor.roster.present();
    if (aggregated && floor.worthEvaluating() && !present.isEmpty()) {
      phase = Phase.EVALUATING;
      phaseNanos = floor.now();
      floor.startEvaluation(present);
      boolean everyone = present.cardinality() == floor.roster.enrolment().size();
      floor.bulletin.evaluate(round, everyone ? Selection.ALL : Selection.of(present));
    } else {
      endRound();
    }
    return result;
  }

  @Override
  public void evaluated(int index, Evaluated evaluated) {
    if (phase == Phase.EVALUATING && floor.evaluated(index, evaluated)) {
      floor.endEvaluation(phaseNanos);
      endRound();
    }
  }

  private void endRound() {
    floor.row(round, selected.cardinality(), accepted, aggregated, duration);
    nextRound();
  }

  @Override
  public void tick(long nowNanos) {
    long waited = nowNanos - phaseNanos;
    switch (phase) {
      case JOINING -> {
        if (waited >= joinNanos) {
          start();
        }
      }
      case FITTING -> {
        if (waited >= policy.deadline().toNanos()) {
          closeRound();
        }
      }
      case EVALUATING -> {
        if (waited >= policy.deadline().toNanos()) {
          floor.endEvaluation(phaseNanos);
          endRound();
        }
      }
      case OVER -> {}
    }
  }

  @Override
  public void abort(String reason) {
    if (phase != Phase.OVER) {
      end(reason);
    }
  }

  private void end(String failure) {
    phase = Phase.OVER;
    floor.end(failure);
  }

  @Override
  public boolean over() {
    return phase == Phase.OVER;
  }
}
