package dev.fedbench.fl;

import dev.fedbench.spi.Problems;

/**
 * How the coordinator knows whose update it has.
 *
 * @param signatures whether every update must be signed (Ed25519) by a key enrolled before the run
 * @param openEnrolment whether FedZK's HTTP API takes unsigned updates of clients that nobody
 *     enrolled
 * @param maxExamples no client's update may claim more examples: else one client outweighs all
 *     others
 */
public record Authentication(boolean signatures, boolean openEnrolment, long maxExamples) {

  /** No client stands for more examples than this, whatever its cap: sums stay exact. */
  public static final long MOST_EXAMPLES = 1L << 32;

  public Authentication {
    new Problems().between("max examples", maxExamples, 1, MOST_EXAMPLES).orThrow();
  }

  /** Signed, closed, at most 1,000,000 examples an update. */
  public static Authentication defaults() {
    return new Authentication(true, false, 1_000_000);
  }
}
