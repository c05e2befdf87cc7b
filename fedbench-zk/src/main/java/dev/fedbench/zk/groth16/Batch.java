package dev.fedbench.zk.groth16;

import dev.fedbench.zk.curve.Bn254;
import dev.fedbench.zk.curve.Curve;
import dev.fedbench.zk.curve.G1;
import dev.fedbench.zk.curve.Pairing;
import dev.fedbench.zk.curve.PreparedG2;
import dev.fedbench.zk.curve.SplitScalar;
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
 * Numbers are {@link SplitScalar}s: all different modulo r, and quick to multiply points with.
 *
 * <p>The numbers are drawn once the proofs are there, and told nobody: all tests of one batch may
 * share them. Not thread-safe.
 */
final class Batch {

  private static final PrimeField FIELD = PrimeField.SCALAR;
  private static final int W = FIELD.width();

  private final Verifier.Prepared key;
  private final List<List<BigInteger>> publics;
  private final List<Proof> proofs;
  private final List<SplitScalar> split = new ArrayList<>();
  private final List<BigInteger> coefficients;
  private final List<G1> as;
  private final List<PreparedG2> bs;

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
    for (int i = 0; i < proofs.size(); i++) {
      split.add(coefficient(random));
    }
    coefficients = split.stream().map(SplitScalar::value).toList();
    as = SplitScalar.multiply(proofs.stream().map(Proof::a).toList(), split);
    bs = proofs.stream().map(proof -> proof.b().prepared()).toList();
  }

  /** Of 128 bits; never 0, which would let its proof pass whatever it is. */
  static SplitScalar coefficient(SecureRandom random) {
    SplitScalar coefficient = new SplitScalar(0, 0);
    while (coefficient.a() == 0 && coefficient.b() == 0) {
      coefficient = new SplitScalar(random.nextLong(), random.nextLong());
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

  /** C: each point twice, for either half of its number. */
  private G1 thirds(int from, int to) {
    int width = Bn254.g1().affineWidth();
    long[] points = new long[2 * width * (to - from)];
    long[] scalars = FIELD.array(2 * (to - from));
    for (int i = from; i < to; i++) {
      int at = 2 * (i - from);
      proofs.get(i).c().write(points, width * at);
      SplitScalar.timesRoot(points, width * (at + 1), points, width * at);
      FIELD.set(scalars, W * at, split.get(i).a());
      FIELD.set(scalars, W * (at + 1), split.get(i).b());
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
