package dev.fedbench.zk.circom;

import java.util.Locale;

/**
 * How long proofs took. All but the first two are of a warm process; medians of single proofs.
 *
 * @param loadMs reading and checking the key
 * @param firstProveMs the first proof of the process, if nothing was proved before
 * @param proveMsWall a proof, on one thread
 * @param proveMsCpu likewise, of that thread's processor time
 * @param verifyMsWall a verification, the proof's points checked
 * @param verifyMsCpu likewise
 * @param proofsPerSecond proofs of all threads together, verifications left out
 * @param runs proofs that were timed
 * @param threads proofs at a time
 */
public record ProvingTimes(
    double loadMs,
    double firstProveMs,
    double proveMsWall,
    double proveMsCpu,
    double verifyMsWall,
    double verifyMsCpu,
    double proofsPerSecond,
    int runs,
    int threads) {

  /** One JSON object. */
  public String toJson() {
    return String.format(
        Locale.ROOT,
        "{\"first_prove_ms\": %.3f, \"prove_ms_wall\": %.3f, \"prove_ms_cpu\": %.3f,"
            + " \"verify_ms_wall\": %.3f, \"verify_ms_cpu\": %.3f, \"load_ms\": %.3f,"
            + " \"proofs_per_s\": %.3f, \"runs\": %d, \"threads\": %d}",
        firstProveMs,
        proveMsWall,
        proveMsCpu,
        verifyMsWall,
        verifyMsCpu,
        loadMs,
        proofsPerSecond,
        runs,
        threads);
  }
}
