package dev.fedbench.core.proofservice;

import dev.fedbench.spi.Problems;
import java.time.Duration;

/**
 * What a proof server endures. The defaults are above what the harness itself plans for.
 *
 * @param requestsPerHour from one address, of those that need a key; more are answered with 429
 * @param failures wrong or missing keys from one address after which it is blocked
 * @param block for how long
 * @param values of one update; more are answered with 422
 * @param bodyBytes of one request; more are answered with 413
 * @param heldBytes of all requests that wait or are worked on; beyond it 503
 * @param workers proofs that are made or verified at once
 * @param waiting requests that wait for a worker; beyond it 503
 */
public record ProofServerLimits(
    int requestsPerHour,
    int failures,
    Duration block,
    int values,
    int bodyBytes,
    long heldBytes,
    int workers,
    int waiting) {

  public ProofServerLimits {
    new Problems()
        .between("requests per hour", requestsPerHour, 1, 10_000_000)
        .between("failures", failures, 1, 1_000_000)
        .positive("block", block)
        .between("values", values, 1, 100_000_000)
        .between("body bytes", bodyBytes, 1_000, 1 << 30)
        .atLeast("held bytes", heldBytes, bodyBytes)
        .between("workers", workers, 1, 1_000)
        .between("waiting", waiting, 1, 1_000_000)
        .orThrow();
  }

  /**
   * 100,000 requests an hour; after 10 failures an hour's block; 1,000,000 values; 32 MiB a body,
   * 256 MiB in all; a worker a core; 1,000 waiting. FedZK's own are 100 requests an hour and 10,000
   * values.
   */
  public static ProofServerLimits defaults() {
    return new ProofServerLimits(
        100_000,
        10,
        Duration.ofHours(1),
        1_000_000,
        32 << 20,
        256L << 20,
        Runtime.getRuntime().availableProcessors(),
        1_000);
  }

  /** With another number of requests. */
  public ProofServerLimits requestsPerHour(int most) {
    return new ProofServerLimits(
        most, failures, block, values, bodyBytes, heldBytes, workers, waiting);
  }

  /** With another number of values. */
  public ProofServerLimits values(int most) {
    return new ProofServerLimits(
        requestsPerHour, failures, block, most, bodyBytes, heldBytes, workers, waiting);
  }

  /** With other bounds on what is worked on at once, and what waits. */
  public ProofServerLimits work(int workers, int waiting) {
    return new ProofServerLimits(
        requestsPerHour, failures, block, values, bodyBytes, heldBytes, workers, waiting);
  }
}
