package dev.fedbench.core.proofservice;

import dev.fedbench.proof.Claim;
import java.math.BigInteger;
import java.util.Optional;

/** What a secure claim says that its update does not keep. Pure. */
final class Falsehood {

  private Falsehood() {}

  /** Empty if the update keeps its bounds. */
  static Optional<String> of(Claim claim) {
    BigInteger normSq = BigInteger.ZERO;
    long active = 0;
    for (int value : claim.update().values()) {
      normSq = normSq.add(BigInteger.valueOf((long) value * value)); // at most 2^62
      active += value == 0 ? 0 : 1;
    }
    if (normSq.compareTo(claim.bounds().maxNormSq()) > 0) {
      return Optional.of(
          "the update's squared norm is %s; at most %s may be claimed"
              .formatted(normSq, claim.bounds().maxNormSq()));
    }
    if (active < claim.bounds().minActive()) {
      return Optional.of(
          "%d of the update's values are not 0; at least %d are to be"
              .formatted(active, claim.bounds().minActive()));
    }
    return Optional.empty();
  }
}
