package dev.fedbench.zk.curve;

import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Whether many points of the twist are all of G2. One by one it takes a multiplication each; so
 * that is only done to name the first that is not.
 *
 * <p>Otherwise sums are tested, of all points times small random numbers. The twist's group is r
 * times a cofactor whose least prime factor is 10069. If a point is not of G2, then of all values
 * of its number, given the others', at most one modulo that factor makes the sum one of G2. So
 * numbers below 2^13 miss it with a chance of one over how many there are, and enough sums to never
 * do.
 */
public final class Subgroup {

  /** A point outside goes unseen with a chance of 2^-64 at most. */
  private static final int SECURITY_BITS = 64;

  /** 2^13 is below the least prime factor of the cofactor. */
  private static final int MOST_BITS = 13;

  private static final int FEW = 64;

  private final Curve curve = Bn254.g2();
  private final int affine = curve.affineWidth();
  private final int jacobian = curve.jacobianWidth();

  /** With scratch space of its own: not thread-safe. */
  public Subgroup() {}

  /**
   * The first point that is not of G2, or -1 if all are.
   *
   * @param points affine, on the twist or infinity
   */
  public int firstOutside(long[] points, SecureRandom random) {
    int count = points.length / affine;
    return count > FEW && allInside(points, count, random) ? -1 : search(points, count);
  }

  private int search(long[] points, int count) {
    for (int i = 0; i < count; i++) {
      long[] point = Arrays.copyOfRange(points, affine * i, affine * (i + 1));
      if (!curve.isInfinity(point, 0) && !G2.hasOrder(curve, point)) {
        return i;
      }
    }
    return -1;
  }

  private boolean allInside(long[] points, int count, SecureRandom random) {
    int log = 31 - Integer.numberOfLeadingZeros(count);
    int bits = Math.min(MOST_BITS, log - 2);
    int rounds = (SECURITY_BITS + bits - 1) / bits;
    for (int round = 0; round < rounds; round++) {
      long[] sum = combination(points, count, bits, random);
      if (!curve.isInfinity(sum, 0) && !G2.hasOrder(curve, sum)) {
        return false;
      }
    }
    return true;
  }

  /** The sum of the points, each times a random number of so many bits; affine. */
  private long[] combination(long[] points, int count, int bits, SecureRandom random) {
    long[] buckets = new long[jacobian << bits];
    byte[] numbers = new byte[2 * count];
    random.nextBytes(numbers);
    int mask = (1 << bits) - 1;
    for (int i = 0; i < count; i++) {
      int number = (numbers[2 * i] & 0xff | numbers[2 * i + 1] << 8) & mask;
      int bucket = jacobian * number;
      curve.addAffine(buckets, bucket, buckets, bucket, points, affine * i);
    }
    long[] running = new long[jacobian];
    long[] sum = new long[jacobian];
    for (int number = mask; number > 0; number--) {
      curve.add(running, 0, running, 0, buckets, jacobian * number);
      curve.add(sum, 0, sum, 0, running, 0);
    }
    long[] result = new long[affine];
    curve.toAffine(result, 0, sum, 0);
    return result;
  }
}
