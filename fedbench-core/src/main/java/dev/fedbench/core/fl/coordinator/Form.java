package dev.fedbench.core.fl.coordinator;

import dev.fedbench.core.fl.wire.Evaluated;
import dev.fedbench.core.fl.wire.Submission;
import dev.fedbench.core.fl.wire.Turn;

/**
 * When clients may submit and when their updates become a model: a state machine. All methods are
 * called under the coordinator's lock; they must not block.
 */
interface Form {

  /** Clients may join from now on. */
  void open();

  /** A client joined. */
  void joined();

  /** No more clients are to join. */
  void joiningClosed();

  /** A client begins a pass. */
  Turn begin(int index) throws RefusedException;

  /**
   * Whether a submission is in time, in order and new; called before and after the costly checks.
   */
  void admit(Submission submission) throws RefusedException;

  /**
   * A submission was added to the aggregation.
   *
   * @return whether that triggered an aggregation
   */
  boolean accepted(Submission submission);

  /** A client gives a turn up. */
  void abandoned(int index, int round);

  /** A client has evaluated. */
  void evaluated(int index, Evaluated evaluated);

  /** Time has passed: called every now and then, and soon after each deadline. */
  void tick(long nowNanos);

  /** The run is to end now. */
  void abort(String reason);

  /** Whether the run is over. */
  boolean over();
}
