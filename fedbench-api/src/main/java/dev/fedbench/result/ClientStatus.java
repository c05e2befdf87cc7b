package dev.fedbench.result;

/** What became of one client's update. */
public enum ClientStatus {
  /** The coordinator accepted it. */
  ACCEPTED,
  /** The coordinator accepted it, and it triggered an aggregation. */
  AGGREGATED,
  /** It did not come about, did not arrive, or was refused; the row names the cause. */
  FAILED;

  /** Whether the update was accepted. */
  public boolean succeeded() {
    return this != FAILED;
  }
}
