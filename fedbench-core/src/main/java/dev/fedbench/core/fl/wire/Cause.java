package dev.fedbench.core.fl.wire;

/**
 * Why an update, or another call, came to nothing. Names are part of the protocol and of reports.
 */
public enum Cause {
  // Refused by the coordinator.
  MALFORMED,
  UNKNOWN_CLIENT,
  NOT_JOINED,
  NOT_SELECTED,
  WRONG_ROUND,
  /** The nonce is not the one that was issued: a replay, or a guess. */
  WRONG_NONCE,
  /** This client's update for this round is already in. */
  DUPLICATE,
  /** The base version is too old, or not one there ever was. */
  STALE,
  /** The deadline has passed. */
  LATE,
  SHAPE_MISMATCH,
  /** A value is NaN or infinite. */
  NOT_FINITE,
  /** It claims more examples than the client is enrolled for. */
  TOO_MANY_EXAMPLES,
  UNSIGNED,
  BAD_SIGNATURE,
  /** It carries no proof, and must. */
  UNPROVEN,
  /** The proof does not prove what the coordinator derives from the update. */
  BAD_PROOF,
  RATE_LIMITED,
  /** The run is over. */
  FINISHED,

  // Found by the harness.
  /** The client could not be made, or its own code threw. */
  CLIENT_ERROR,
  /** A value of the update does not fit the whole numbers that are proved. */
  OVERFLOW,
  /**
   * There is no proof: the update does not keep what it must, or nobody could prove that it does.
   */
  NO_PROOF,
  /** The remote proof service made no proof, and nothing may be proved without it. */
  PROOF_SERVICE,
  /** The client was still at an earlier turn, or update. */
  BUSY,
  /** The coordinator did not answer in time. */
  TIMEOUT,
  /** The coordinator could not be reached. */
  UNAVAILABLE,
  /** The coordinator broke, or speaks another protocol. */
  COORDINATOR_ERROR,
  /** The run was cancelled. */
  CANCELLED
}
