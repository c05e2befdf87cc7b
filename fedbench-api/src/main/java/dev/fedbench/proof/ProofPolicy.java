package dev.fedbench.proof;

import dev.fedbench.spi.Problems;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * What updates must prove. With proofs, updates are quantised: q = x * scale, rounded half to even,
 * in so many bits; what is proved is what is submitted is what is aggregated.
 *
 * @param kind what is proved
 * @param bits of a quantised value, its sign included; 2 to 32
 * @param scale what values are multiplied with; at least 1
 * @param maxNorm the largest norm of a secure update, in the update's own unit; empty for 4 times
 *     the square root of the number of values
 * @param minActive the least count of values of a secure update that are not 0
 */
public record ProofPolicy(
    ProofKind kind, int bits, long scale, Optional<BigDecimal> maxNorm, long minActive) {

  private static final int DEFAULT_BITS = 16;
  private static final long DEFAULT_SCALE = 1_000;
  private static final long DEFAULT_MIN_ACTIVE = 1;

  /** 4 squared. */
  private static final BigInteger DEFAULT_NORM_SQ = BigInteger.valueOf(16);

  public ProofPolicy {
    new Problems()
        .between("bits", bits, 2, 32)
        .between("scale", scale, 1, 1L << 31)
        .expect(
            maxNorm.map(ProofPolicy::usable).orElse(true),
            "max norm: %s; expected more than 0, of at most 100 digits and up to 10^100",
            maxNorm.map(BigDecimal::toString).orElse(""))
        .between("min active", minActive, 0, (1L << 32) - 1)
        .orThrow();
  }

  /** What can be squared in no time. */
  private static boolean usable(BigDecimal norm) {
    return norm.signum() > 0 && norm.precision() <= 100 && Math.abs((long) norm.scale()) <= 100;
  }

  /** The norm is public. */
  public static ProofPolicy standard() {
    return of(ProofKind.STANDARD);
  }

  /** The norm and the count of values that are not 0 are bounded, and stay private. */
  public static ProofPolicy secure() {
    return of(ProofKind.SECURE);
  }

  private static ProofPolicy of(ProofKind kind) {
    return new ProofPolicy(kind, DEFAULT_BITS, DEFAULT_SCALE, Optional.empty(), DEFAULT_MIN_ACTIVE);
  }

  /** Of the other kind. */
  public ProofPolicy kind(ProofKind kind) {
    return new ProofPolicy(kind, bits, scale, maxNorm, minActive);
  }

  /** Another width of the quantised values. */
  public ProofPolicy bits(int bits) {
    return new ProofPolicy(kind, bits, scale, maxNorm, minActive);
  }

  /** Another scale. */
  public ProofPolicy scale(long scale) {
    return new ProofPolicy(kind, bits, scale, maxNorm, minActive);
  }

  /** A bound on the norm: the number that prints like this one. */
  public ProofPolicy maxNorm(double norm) {
    return maxNorm(BigDecimal.valueOf(norm));
  }

  /** A bound on the norm, exactly. */
  public ProofPolicy maxNorm(BigDecimal norm) {
    return new ProofPolicy(kind, bits, scale, Optional.of(norm), minActive);
  }

  /** Another least count of values that are not 0. */
  public ProofPolicy minActive(long count) {
    return new ProofPolicy(kind, bits, scale, maxNorm, count);
  }

  /**
   * Whether the sums over so many updates are below 2^63, and so exact, if each is weighted with so
   * many examples at the most.
   */
  public boolean sumsFit(long updates, long maxExamples) {
    return BigInteger.valueOf(updates)
            .multiply(BigInteger.valueOf(maxExamples))
            .shiftLeft(bits - 1)
            .bitLength()
        <= 63;
  }

  /**
   * The bounds for updates of so many values: floor((maxNorm * scale)^2), by default exactly 16 n
   * scale^2, and at most what n values of that width can come to.
   */
  public Bounds bounds(long values) {
    BigInteger n = BigInteger.valueOf(values);
    BigInteger most = n.shiftLeft(2 * bits - 2);
    BigInteger bound =
        maxNorm
            .map(
                norm -> {
                  BigDecimal scaled = norm.multiply(BigDecimal.valueOf(scale));
                  return scaled.multiply(scaled).setScale(0, RoundingMode.FLOOR).toBigInteger();
                })
            .orElseGet(
                () -> DEFAULT_NORM_SQ.multiply(n).multiply(BigInteger.valueOf(scale).pow(2)));
    return new Bounds(bound.min(most), minActive);
  }
}
