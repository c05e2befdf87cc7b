package dev.fedbench.zk.groth16;

import dev.fedbench.zk.curve.Bn254;
import dev.fedbench.zk.curve.Curve;
import dev.fedbench.zk.curve.G1;
import dev.fedbench.zk.curve.G2;
import dev.fedbench.zk.field.PrimeField;
import dev.fedbench.zk.ntt.Domain;
import java.security.SecureRandom;
import java.util.Arrays;

/** One proof in the making. */
final class Prover {

  private static final PrimeField FIELD = PrimeField.SCALAR;
  private static final int W = FIELD.width();

  private final Factors factors;
  private final ProvingKey key;
  private final long[] witness;
  private final Curve g1 = Bn254.g1();
  private final Curve g2 = Bn254.g2();

  Prover(Factors factors, ProvingKey key, long[] witness) {
    this.factors = factors;
    this.key = key;
    this.witness = witness;
  }

  Proof prove(SecureRandom random) {
    long[] r = Setup.any(random);
    long[] s = Setup.any(random);
    G1 a = point1(key.a().sum(g1, witness, r)).plus(key.alpha());
    G1 b1 = point1(key.b1().sum(g1, witness, s)).plus(key.beta1());
    G2 b = point2(key.b2().sum(g2, witness, s)).plus(key.beta2());
    G1 c =
        point1(key.c().sum(g1, witness, scalarsOfC(r, s)))
            .plus(a.times(FIELD.number(s, 0)))
            .plus(b1.times(FIELD.number(r, 0)));
    return new Proof(a, b, c);
  }

  /** The quotient, and -r s for delta. */
  private long[] scalarsOfC(long[] r, long[] s) {
    long[] quotient = quotient();
    long[] scalars = Arrays.copyOf(quotient, quotient.length + W);
    FIELD.mul(scalars, quotient.length, r, 0, s, 0);
    FIELD.negate(scalars, quotient.length, scalars, quotient.length);
    return scalars;
  }

  /**
   * A B - C on the odd coset, where the polynomials are those whose values on the domain are the
   * constraints' two sides: it is zero on the domain, so that these values say all.
   */
  private long[] quotient() {
    Domain domain = factors.domain();
    long[] a = FIELD.array(domain.size());
    long[] b = FIELD.array(domain.size());
    factors.a().multiply(a, 0, witness);
    factors.b().multiply(b, 0, witness);
    System.arraycopy(witness, 0, a, W * factors.a().rows(), W * factors.bound());
    domain.quotient(a, b);
    return a;
  }

  private G1 point1(long[] jacobian) {
    long[] affine = new long[g1.affineWidth()];
    g1.toAffine(affine, 0, jacobian, 0);
    return G1.copyOf(affine, 0);
  }

  private G2 point2(long[] jacobian) {
    long[] affine = new long[g2.affineWidth()];
    g2.toAffine(affine, 0, jacobian, 0);
    return G2.copyOf(affine, 0);
  }
}
