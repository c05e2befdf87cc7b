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
import java.util.List;

/** Verifies proofs under one key, of which it keeps what does not change. Thread-safe. */
public final class Verifier {

  private static final PrimeField FIELD = PrimeField.SCALAR;

  /** Bits of a coefficient of the random combination: a forgery passes once in 2^128. */
  private static final int COEFFICIENT_BITS = 128;

  private final VerificationKey key;
  private final PreparedG2 beta;
  private final PreparedG2 gamma;
  private final PreparedG2 delta;
  private final Pairing.Gt alphaBeta;
  private final long[] signalPoints;

  /** Prepares. */
  public Verifier(VerificationKey key) {
    this.key = key;
    beta = new PreparedG2(key.beta());
    gamma = new PreparedG2(key.gamma());
    delta = new PreparedG2(key.delta());
    alphaBeta = new Pairing().product(List.of(key.alpha()), List.of(beta));
    Curve curve = Bn254.g1();
    signalPoints = new long[curve.affineWidth() * key.publics()];
    for (int i = 0; i < key.publics(); i++) {
      key.ic().get(i + 1).write(signalPoints, curve.affineWidth() * i);
    }
  }

  /** The key. */
  public VerificationKey key() {
    return key;
  }

  /**
   * Whether e(A, B) = e(alpha, beta) e(sum of the signals' points, gamma) e(C, delta). False, never
   * an exception, for signals that are too few, too many, negative or not below r, and for points
   * at infinity.
   */
  public boolean verify(List<BigInteger> publics, Proof proof) {
    if (!wellFormed(publics, proof)) {
      return false;
    }
    Pairing.Gt product =
        new Pairing()
            .product(
                List.of(proof.a(), signals(publics).negated(), proof.c().negated()),
                List.of(new PreparedG2(proof.b()), gamma, delta));
    return product.equals(alphaBeta);
  }

  /**
   * Whether all proofs are valid, each for the signals at its place, and there are as many of one
   * as of the other: a random combination of the equations, with one Miller loop a proof and one
   * final exponentiation for all.
   */
  public boolean verifyAll(
      List<List<BigInteger>> publics, List<Proof> proofs, SecureRandom random) {
    if (publics.size() != proofs.size()) {
      return false;
    }
    List<G1> ps = new ArrayList<>();
    List<PreparedG2> qs = new ArrayList<>();
    G1 sumOfSignals = G1.INFINITY;
    G1 sumOfCs = G1.INFINITY;
    BigInteger sum = BigInteger.ZERO;
    for (int i = 0; i < proofs.size(); i++) {
      Proof proof = proofs.get(i);
      if (!wellFormed(publics.get(i), proof)) {
        return false;
      }
      BigInteger coefficient = coefficient(random);
      ps.add(proof.a().times(coefficient));
      qs.add(new PreparedG2(proof.b()));
      sumOfSignals = sumOfSignals.plus(signals(publics.get(i)).times(coefficient));
      sumOfCs = sumOfCs.plus(proof.c().times(coefficient));
      sum = sum.add(coefficient);
    }
    ps.addAll(List.of(sumOfSignals.negated(), sumOfCs.negated(), key.alpha().times(sum).negated()));
    qs.addAll(List.of(gamma, delta, beta));
    return new Pairing().product(ps, qs).isOne();
  }

  private static BigInteger coefficient(SecureRandom random) {
    BigInteger coefficient = BigInteger.ZERO;
    while (coefficient.signum() == 0) {
      coefficient = new BigInteger(COEFFICIENT_BITS, random);
    }
    return coefficient;
  }

  private boolean wellFormed(List<BigInteger> publics, Proof proof) {
    boolean fits = publics.size() == key.publics();
    for (BigInteger signal : publics) {
      fits &= signal.signum() >= 0 && signal.compareTo(FIELD.prime()) < 0;
    }
    return fits && !proof.a().isInfinity() && !proof.b().isInfinity() && !proof.c().isInfinity();
  }

  private G1 signals(List<BigInteger> publics) {
    long[] scalars = FIELD.array(publics.size());
    for (int i = 0; i < publics.size(); i++) {
      FIELD.set(scalars, i * FIELD.width(), publics.get(i));
    }
    Curve curve = Bn254.g1();
    long[] sum = new Msm(curve).sum(signalPoints, scalars, 0);
    long[] affine = new long[curve.affineWidth()];
    curve.toAffine(affine, 0, sum, 0);
    return G1.copyOf(affine, 0).plus(key.ic().get(0));
  }
}
