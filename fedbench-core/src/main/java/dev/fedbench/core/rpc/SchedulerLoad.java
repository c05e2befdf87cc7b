package dev.fedbench.core.rpc;

/**
 * What a scheduler holds at one moment. All three are 0 when nothing is under way; {@code keys}
 * falls a moment after a caller has its answer, because a key is handed over behind the answer.
 *
 * @param queued calls that wait for their turn
 * @param running calls whose handler has not answered yet, given up by their callers or not
 * @param keys order keys that are remembered
 */
public record SchedulerLoad(long queued, long running, long keys) {

  /** Whether nothing is held. */
  public boolean isIdle() {
    return queued == 0 && running == 0 && keys == 0;
  }
}
