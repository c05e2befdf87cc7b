package dev.fedbench.zk.circom;

import dev.fedbench.zk.curve.Bn254;
import dev.fedbench.zk.curve.Curve;
import dev.fedbench.zk.curve.G1;
import dev.fedbench.zk.curve.G2;
import dev.fedbench.zk.field.PrimeField;
import dev.fedbench.zk.groth16.Factors;
import dev.fedbench.zk.groth16.KeyPair;
import dev.fedbench.zk.groth16.ProvingKey;
import dev.fedbench.zk.groth16.Section;
import dev.fedbench.zk.groth16.VerificationKey;
import dev.fedbench.zk.ntt.Domain;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Reads a {@code .zkey}. All points are checked to be of their groups. Whether they belong together
 * is not: a proof shows it, which is verified before anyone gets it. Nor are the contributions of a
 * ceremony read.
 */
final class ZkeyReader {

  private static final int MOST_DOMAIN = 1 << Domain.MOST_BITS - 1;

  /** As many as one array holds points of G2 of. */
  private static final int MOST_VARIABLES = Integer.MAX_VALUE / Bn254.g2().affineWidth() - 8;

  private final Sections sections;
  private final SecureRandom random;
  private final Points g1 = Points.g1();
  private final Points g2 = Points.g2();

  private ZkeyReader(Sections sections, SecureRandom random) {
    this.sections = sections;
    this.random = random;
  }

  /** The points of the header. */
  private record Fixed(G1 alpha, G1 beta1, G2 beta2, G2 gamma2, G1 delta1, G2 delta2) {}

  static KeyPair read(Source source, SecureRandom random) throws IOException {
    return new ZkeyReader(Sections.of(source, Zkey.FORMAT), random).read();
  }

  private KeyPair read() throws IOException {
    SectionReader protocol = sections.read(Zkey.PROTOCOL, Integer.BYTES);
    long start = protocol.position();
    long number = protocol.u32();
    if (number != Zkey.GROTH16) {
      throw protocol.fail(
          start, "protocol %d; expected %d, Groth16".formatted(number, Zkey.GROTH16));
    }
    SectionReader header = sections.read(Zkey.HEADER, Zkey.HEADER_BYTES);
    Zkey sizes = sizes(header);
    expectSizes(sizes);
    Factors factors = ZkeyCoefficients.read(sections.read(Zkey.COEFFICIENTS), sizes);
    // Points of G1 first: those of G2 take longest to check.
    List<G1> ic = ic(sizes);
    long[] a = points(Zkey.A, g1, sizes.variables());
    long[] b1 = points(Zkey.B1, g1, sizes.variables());
    long[] c = points(Zkey.C, g1, sizes.privates());
    long[] h = points(Zkey.H, g1, sizes.domain());
    Fixed fixed = fixed(header);
    long[] b2 = points(Zkey.B2, g2, sizes.variables());
    return new KeyPair(
        factors,
        provingKey(fixed, a, b1, b2, c, h),
        new VerificationKey(fixed.alpha(), fixed.beta2(), fixed.gamma2(), fixed.delta2(), ic));
  }

  private static Zkey sizes(SectionReader in) throws IOException {
    in.prime(PrimeField.BASE, "base field");
    in.prime(PrimeField.SCALAR, "scalar field");
    long at = in.position();
    int variables = in.count("variables", MOST_VARIABLES);
    if (variables == 0) {
      throw in.fail(at, "no variables; expected at least the constant 1");
    }
    int publics = in.count("public signals, the constant not counted", variables - 1L);
    at = in.position();
    int domain = in.count("points of the domain", MOST_DOMAIN);
    if (Integer.bitCount(domain) != 1) {
      throw in.fail(at, "a domain of %d points; expected a power of two".formatted(domain));
    }
    return new Zkey(variables, publics, domain);
  }

  /** Before anything is allocated. */
  private void expectSizes(Zkey sizes) throws CircomFileException {
    sections.read(Zkey.IC, (long) Points.G1_BYTES * (sizes.publics() + 1));
    sections.read(Zkey.A, (long) Points.G1_BYTES * sizes.variables());
    sections.read(Zkey.B1, (long) Points.G1_BYTES * sizes.variables());
    sections.read(Zkey.B2, (long) Points.G2_BYTES * sizes.variables());
    sections.read(Zkey.C, (long) Points.G1_BYTES * sizes.privates());
    sections.read(Zkey.H, (long) Points.G1_BYTES * sizes.domain());
    sections.read(Zkey.COEFFICIENTS);
  }

  private Fixed fixed(SectionReader in) throws IOException {
    G1 alpha = one1(in);
    G1 beta1 = one1(in);
    G2 beta2 = one2(in);
    G2 gamma2 = one2(in);
    G1 delta1 = one1(in);
    long at = in.position();
    G2 delta2 = one2(in);
    if (delta2.equals(gamma2)) {
      throw in.fail(at, "delta is gamma, as it is before a ceremony's first contribution");
    }
    return new Fixed(alpha, beta1, beta2, gamma2, delta1, delta2);
  }

  private G1 one1(SectionReader in) throws IOException {
    long at = in.position();
    G1 point = G1.copyOf(g1.read(in, 1, random), 0);
    if (point.isInfinity()) {
      throw in.fail(at, "infinity, which would let anything pass");
    }
    return point;
  }

  private G2 one2(SectionReader in) throws IOException {
    long at = in.position();
    G2 point = G2.copyOf(g2.read(in, 1, random), 0);
    if (point.isInfinity()) {
      throw in.fail(at, "infinity, which would let anything pass");
    }
    return point;
  }

  private List<G1> ic(Zkey sizes) throws IOException {
    SectionReader in = sections.read(Zkey.IC);
    List<G1> ic = new ArrayList<>();
    ic.add(G1.copyOf(g1.read(in, 1, random), 0)); // the constant's may be infinity
    for (int i = 1; i <= sizes.publics(); i++) {
      ic.add(one1(in));
    }
    return ic;
  }

  private ProvingKey provingKey(Fixed fixed, long[] a, long[] b1, long[] b2, long[] c, long[] h) {
    BitSet unknown = new BitSet(); // which variables are 0 or 1, C would tell
    Curve curve1 = g1.curve();
    Curve curve2 = g2.curve();
    long[] delta1 = new long[curve1.affineWidth()];
    long[] delta2 = new long[curve2.affineWidth()];
    fixed.delta1().write(delta1, 0);
    fixed.delta2().write(delta2, 0);
    long[] hAndDelta = Arrays.copyOf(h, h.length + delta1.length);
    System.arraycopy(delta1, 0, hAndDelta, h.length, delta1.length);
    int firstPrivate = (a.length - c.length) / curve1.affineWidth();
    return new ProvingKey(
        fixed.alpha(),
        fixed.beta1(),
        fixed.beta2(),
        fixed.delta1(),
        fixed.delta2(),
        Section.dense(unknown, curve1, 0, a, delta1),
        Section.dense(unknown, curve1, 0, b1, delta1),
        Section.dense(unknown, curve2, 0, b2, delta2),
        Section.dense(unknown, curve1, firstPrivate, c, hAndDelta));
  }

  private long[] points(int section, Points group, int count) throws IOException {
    return group.read(sections.read(section), count, random);
  }
}
