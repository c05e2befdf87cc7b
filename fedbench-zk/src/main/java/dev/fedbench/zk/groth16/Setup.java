package dev.fedbench.zk.groth16;

import dev.fedbench.zk.curve.Bn254;
import dev.fedbench.zk.curve.Curve;
import dev.fedbench.zk.curve.G1;
import dev.fedbench.zk.curve.G2;
import dev.fedbench.zk.field.PrimeField;
import dev.fedbench.zk.msm.FixedBase;
import dev.fedbench.zk.ntt.Domain;
import dev.fedbench.zk.r1cs.R1cs;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Makes the keys of a constraint system. Whoever runs this could keep the trapdoor, and forge: keys
 * made here are for measuring, not for trust. The trapdoor is never written anywhere.
 */
public final class Setup {

  private static final PrimeField FIELD = PrimeField.SCALAR;
  private static final int W = FIELD.width();

  private final R1cs system;
  private final Domain domain;
  private final long[] tau;
  private final long[] alpha;
  private final long[] beta;
  private final long[] gamma;
  private final long[] delta;

  private Setup(R1cs system, SecureRandom random) {
    this.system = system;
    this.domain = Groth16.domain(system);
    tau = any(random);
    alpha = any(random);
    beta = any(random);
    gamma = any(random);
    delta = any(random);
  }

  /** Fresh keys. */
  public static Groth16 run(R1cs system, SecureRandom random) {
    return new Setup(system, random).keys();
  }

  /** Not 0; for tau, in the domain's double with a chance of 2^-225 at most. */
  static long[] any(SecureRandom random) {
    long[] element = FIELD.array(1);
    do {
      // 128 bits more than r has: as good as uniform.
      FIELD.set(element, 0, new BigInteger(FIELD.prime().bitLength() + 128, random));
    } while (FIELD.isZero(element, 0));
    return element;
  }

  private Groth16 keys() {
    Curve g1 = Bn254.g1();
    Curve g2 = Bn254.g2();
    long[] generator1 = new long[g1.affineWidth()];
    long[] generator2 = new long[g2.affineWidth()];
    G1.GENERATOR.write(generator1, 0);
    G2.GENERATOR.write(generator2, 0);
    FixedBase base1 = new FixedBase(g1, generator1);
    FixedBase base2 = new FixedBase(g2, generator2);

    long[] lagrange = lagrange(domain.bits(), 0, 1, domain.size());
    long[] u = FIELD.array(system.variables());
    long[] v = FIELD.array(system.variables());
    long[] k = FIELD.array(system.variables());
    system.a().addTransposed(u, lagrange);
    system.b().addTransposed(v, lagrange);
    system.c().addTransposed(k, lagrange);
    for (int i = 0; i <= system.publics(); i++) {
      FIELD.add(u, W * i, u, W * i, lagrange, W * (system.constraints() + i));
    }
    for (int i = 0; i < system.variables(); i++) {
      addProduct(k, W * i, u, W * i, beta);
      addProduct(k, W * i, v, W * i, alpha);
    }
    int publicLongs = W * (system.publics() + 1);
    long[] publics = over(gamma, Arrays.copyOf(k, publicLongs));
    long[] privates = over(delta, Arrays.copyOfRange(k, publicLongs, k.length));
    long[] odd = over(delta, lagrange(domain.bits() + 1, 1, 2, domain.size()));

    long[] delta1 = base1.multiply(delta);
    long[] delta2 = base2.multiply(delta);
    long[] h = base1.multiply(odd);
    long[] hAndDelta = Arrays.copyOf(h, h.length + delta1.length);
    System.arraycopy(delta1, 0, hAndDelta, h.length, delta1.length);
    BitSet booleans = system.booleans();
    ProvingKey provingKey =
        new ProvingKey(
            one(base1, alpha),
            one(base1, beta),
            G2.copyOf(base2.multiply(beta), 0),
            G1.copyOf(delta1, 0),
            G2.copyOf(delta2, 0),
            Section.dense(booleans, g1, 0, base1.multiply(u), delta1),
            Section.dense(booleans, g1, 0, base1.multiply(v), delta1),
            Section.dense(booleans, g2, 0, base2.multiply(v), delta2),
            Section.dense(booleans, g1, system.publics() + 1, base1.multiply(privates), hAndDelta));
    long[] points = base1.multiply(publics);
    List<G1> ic = new ArrayList<>();
    for (int i = 0; i <= system.publics(); i++) {
      ic.add(G1.copyOf(points, g1.affineWidth() * i));
    }
    VerificationKey verificationKey =
        new VerificationKey(
            provingKey.alpha(),
            provingKey.beta2(),
            G2.copyOf(base2.multiply(gamma), 0),
            provingKey.delta2(),
            ic);
    return new Groth16(system, provingKey, verificationKey);
  }

  private static G1 one(FixedBase base, long[] scalar) {
    return G1.copyOf(base.multiply(scalar), 0);
  }

  /** L_j(tau) = (tau^n - 1) / n * w^j / (tau - w^j), j from first in steps, so many. */
  private long[] lagrange(int bits, int first, int step, int count) {
    long[] root = Domain.root(bits);
    long[] power = FIELD.array(1);
    long[] stride = FIELD.array(1);
    FIELD.power(power, 0, root, 0, BigInteger.valueOf(first));
    FIELD.power(stride, 0, root, 0, BigInteger.valueOf(step));
    long[] powers = FIELD.array(count);
    long[] lagrange = FIELD.array(count);
    for (int i = 0; i < count; i++) {
      FIELD.copy(powers, W * i, power, 0);
      FIELD.sub(lagrange, W * i, tau, 0, power, 0);
      FIELD.mul(power, 0, power, 0, stride, 0);
    }
    FIELD.invertAll(lagrange, 0, count, FIELD.array(count));
    long[] factor = FIELD.array(1);
    long[] n = FIELD.array(1);
    FIELD.power(factor, 0, tau, 0, BigInteger.ONE.shiftLeft(bits));
    FIELD.one(n, 0);
    FIELD.sub(factor, 0, factor, 0, n, 0);
    FIELD.set(n, 0, 1L << bits);
    FIELD.invert(n, 0, n, 0);
    FIELD.mul(factor, 0, factor, 0, n, 0);
    for (int i = 0; i < count; i++) {
      FIELD.mul(lagrange, W * i, lagrange, W * i, powers, W * i);
      FIELD.mul(lagrange, W * i, lagrange, W * i, factor, 0);
    }
    return lagrange;
  }

  private static void addProduct(long[] z, int zo, long[] x, int xo, long[] factor) {
    long[] product = FIELD.array(1);
    FIELD.mul(product, 0, x, xo, factor, 0);
    FIELD.add(z, zo, z, zo, product, 0);
  }

  private static long[] over(long[] divisor, long[] x) {
    long[] inverse = FIELD.array(1);
    FIELD.invert(inverse, 0, divisor, 0);
    for (int i = 0; i < x.length; i += W) {
      FIELD.mul(x, i, x, i, inverse, 0);
    }
    return x;
  }
}
