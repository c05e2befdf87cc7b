package dev.fedbench.proof;

import dev.fedbench.spi.Problems;
import java.math.BigInteger;

/**
 * What a secure proof bounds, for one size of update.
 *
 * @param maxNormSq the largest sum of the squares of the quantised values
 * @param minActive the least count of values that are not 0
 */
public record Bounds(BigInteger maxNormSq, long minActive) {

  public Bounds {
    new Problems()
        .expect(maxNormSq.signum() >= 0, "squared norm: %s; expected at least 0", maxNormSq)
        .atLeast("min active", minActive, 0)
        .orThrow();
  }
}
