package dev.fedbench.zk.groth16;

import dev.fedbench.zk.curve.Bn254;
import dev.fedbench.zk.curve.Curve;
import dev.fedbench.zk.curve.G1;
import dev.fedbench.zk.curve.Pairing;
import dev.fedbench.zk.curve.PreparedG2;
import dev.fedbench.zk.field.PrimeField;
import dev.fedbench.zk.msm.Msm;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Proofs under one key whose equations are added up, each times a random number c_i: the product of
 * e(c_i A_i, B_i) over all i is e(alpha, beta) to the sum of the c_i, times e(S, gamma) e(C,
 * delta), where S is the sum of the signals' points and C of the C_i, each times its c_i. One
 * Miller loop a proof and three more, one final exponentiation for all. If a proof is wrong, at
 * most one value of its number, given the others', makes it hold: with numbers of 128 bits a chance
 * of 2^-128 (Bellare, Garay and Rabin, 1998), as long as all points are of groups of order r.
 *
 * <p>The numbers are drawn once the proofs are there, and told nobody: all tests of one batch may
 * share them. Not thread-safe.
 */
final class Batch {

  private static final PrimeField FIELD = PrimeField.SCALAR;
  private static final int W = FIELD.width();
  private static final int COEFFICIENT_BITS = 128;

  private final Verifier.Prepared key;
  private final List<List<BigInteger>> publics;
  private final List<Proof> proofs;
  private final List<BigInteger> coefficients = new ArrayList<>();
  private final List<G1> as = new ArrayList<>();
  private final List<PreparedG2> bs = new ArrayList<>();

  /**
   * @param publics a list for each proof, as long as the key asks, of numbers from 0 to r - 1
   * @param proofs of points of their groups, none at infinity
   */
  Batch(
      Verifier.Prepared key,
      List<List<BigInteger>> publics,
      List<Proof> proofs,
      SecureRandom random) {
    this.key = key;
    this.publics = publics;
    this.proofs = proofs;
    for (Proof proof : proofs) {
      BigInteger coefficient = coefficient(random);
      coefficients.add(coefficient);
      as.add(proof.a().times(coefficient));
      bs.add(new PreparedG2(proof.b()));
    }
  }

  /** Never 0, which would let its proof pass whatever it is. */
  static BigInteger coefficient(SecureRandom random) {
    BigInteger coefficient = BigInteger.ZERO;
    while (coefficient.signum() == 0) {
      coefficient = new BigInteger(COEFFICIENT_BITS, random);
    }
    return coefficient;
  }

  /** Whether all are valid. */
  boolean holds() {
    return holds(0, proofs.size());
  }

  /** Those that are not: k of n take some 2 k log(n / k) further tests, each of fewer proofs. */
  BitSet invalid() {
    BitSet invalid = new BitSet();
    if (!holds()) {
      split(0, proofs.size(), invalid);
    }
    return invalid;
  }

  /** Of a range that does not hold. */
  private void split(int from, int to, BitSet invalid) {
    if (to - from == 1) {
      invalid.set(from);
      return;
    }
    int middle = (from + to) >>> 1;
    boolean firstHolds = holds(from, middle);
    if (!firstHolds) {
      split(from, middle, invalid);
    }
    if (firstHolds || !holds(middle, to)) { // if the first half is right, the second cannot be
      split(middle, to, invalid);
    }
  }

  private boolean holds(int from, int to) {
    List<G1> ps = new ArrayList<>(as.subList(from, to));
    List<PreparedG2> qs = new ArrayList<>(bs.subList(from, to));
    BigInteger sum =
        coefficients.subList(from, to).stream().reduce(BigInteger.ZERO, BigInteger::add);
    ps.add(signals(from, to, sum).negated());
    qs.add(key.gamma());
    ps.add(thirds(from, to).negated());
    qs.add(key.delta());
    ps.add(key.alpha().times(sum).negated());
    qs.add(key.beta());
    return new Pairing().product(ps, qs).isOne();
  }

  /** S: the points of the constant and of the signals, each times what all proofs make of it. */
  private G1 signals(int from, int to, BigInteger sum) {
    long[] scalars = FIELD.array(key.publics() + 1);
    FIELD.set(scalars, 0, sum.mod(FIELD.prime()));
    for (int signal = 0; signal < key.publics(); signal++) {
      BigInteger scalar = BigInteger.ZERO;
      for (int i = from; i < to; i++) {
        scalar = scalar.add(coefficients.get(i).multiply(publics.get(i).get(signal)));
      }
      FIELD.set(scalars, W * (signal + 1), scalar.mod(FIELD.prime()));
    }
    return sum(key.ic(), scalars);
  }

  /** C. */
  private G1 thirds(int from, int to) {
    int width = Bn254.g1().affineWidth();
    long[] points = new long[width * (to - from)];
    long[] scalars = FIELD.array(to - from);
    for (int i = from; i < to; i++) {
      proofs.get(i).c().write(points, width * (i - from));
      FIELD.set(scalars, W * (i - from), coefficients.get(i));
    }
    return sum(points, scalars);
  }

  /** The sum of points, each times its scalar. */
  static G1 sum(long[] points, long[] scalars) {
    Curve curve = Bn254.g1();
    long[] affine = new long[curve.affineWidth()];
    curve.toAffine(affine, 0, Msm.sum(curve, points, scalars, 0), 0);
    return G1.copyOf(affine, 0);
  }
}
