package dev.fedbench.zk.groth16;

import dev.fedbench.zk.curve.Bn254;
import dev.fedbench.zk.curve.Curve;
import dev.fedbench.zk.curve.G1;
import dev.fedbench.zk.curve.G2;
import dev.fedbench.zk.field.PrimeField;
import dev.fedbench.zk.ntt.Domain;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** One proof in the making. */
final class Prover {

  private static final PrimeField FIELD = PrimeField.SCALAR;
  private static final int W = FIELD.width();

  private final Factors factors;
  private final ProvingKey key;
  private final long[] witness;

  Prover(Factors factors, ProvingKey key, long[] witness) {
    this.factors = factors;
    this.key = key;
    this.witness = witness;
  }

  /**
   * @param helper takes what can be done beside the rest, the smaller part of it
   */
  Proof prove(SecureRandom random, Executor helper) {
    long[] r = Setup.any(random);
    long[] s = Setup.any(random);
    CompletableFuture<G2> sumB =
        CompletableFuture.supplyAsync(() -> sum2(key.b2(), s).plus(key.beta2()), helper);
    CompletableFuture<G1> sumA =
        CompletableFuture.supplyAsync(() -> sum1(key.a(), r).plus(key.alpha()), helper);
    CompletableFuture<G1> sumB1 =
        CompletableFuture.supplyAsync(() -> sum1(key.b1(), s).plus(key.beta1()), helper);
    G1 sumC = sum1(key.c(), scalarsOfC(r, s));
    G1 a = sumA.join();
    G1 c = sumC.plus(a.times(FIELD.number(s, 0))).plus(sumB1.join().times(FIELD.number(r, 0)));
    return new Proof(a, sumB.join(), c);
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

  private G1 sum1(Section section, long[] others) {
    Curve g1 = Bn254.g1();
    long[] affine = new long[g1.affineWidth()];
    g1.toAffine(affine, 0, section.sum(g1, witness, others), 0);
    return G1.copyOf(affine, 0);
  }

  private G2 sum2(Section section, long[] others) {
    Curve g2 = Bn254.g2();
    long[] affine = new long[g2.affineWidth()];
    g2.toAffine(affine, 0, section.sum(g2, witness, others), 0);
    return G2.copyOf(affine, 0);
  }
}
