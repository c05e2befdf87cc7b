package dev.fedbench.core.suite.proof;

import dev.fedbench.proof.Claim;
import dev.fedbench.proof.Keys;
import dev.fedbench.proof.QuantizedUpdate;
import dev.fedbench.proof.UpdateContext;
import java.security.SecureRandom;
import java.util.Random;

/**
 * Updates within their bounds, each another one: values from the run's seed, small as gradients
 * are, with a salt from elsewhere. Not thread-safe.
 */
final class UpdateSource {

  /** Of values, as quantised at a scale of 1000: a norm of sqrt(n) is a quarter of the bound. */
  private static final double DEVIATION = 1_000;

  private final ProofPoint point;
  private final Keys keys;
  private final Random random;
  private final SecureRandom salts = new SecureRandom();
  private long round;

  UpdateSource(ProofPoint point, Keys keys, long seed) {
    this.point = point;
    this.keys = keys;
    this.random = new Random(seed);
  }

  /** A claim that is true. */
  Claim next() {
    int most = (1 << point.bits() - 1) - 1;
    double deviation = Math.min(DEVIATION, most / 4.0);
    int[] values = new int[point.size()];
    for (int i = 0; i < values.length; i++) {
      double value = Math.max(-2, Math.min(2, random.nextGaussian())) * deviation;
      values[i] = (int) Math.round(value);
    }
    values[0] = Math.max(1, values[0]); // one that is not 0 at least
    byte[] salt = new byte[UpdateContext.SALT_BYTES];
    salts.nextBytes(salt);
    UpdateContext context = new UpdateContext(new byte[16], ++round, 1, "suite", 1, salt);
    return keys.circuit()
        .claim(
            context,
            new QuantizedUpdate(values, point.bits(), point.policy().scale()),
            point.policy().bounds(point.size()));
  }
}
