package dev.fedbench.zk.circom;

import dev.fedbench.zk.curve.G1;
import dev.fedbench.zk.curve.G2;
import dev.fedbench.zk.field.PrimeField;
import dev.fedbench.zk.groth16.Factors;
import dev.fedbench.zk.groth16.KeyPair;
import dev.fedbench.zk.groth16.ProvingKey;
import dev.fedbench.zk.groth16.Section;
import dev.fedbench.zk.groth16.VerificationKey;
import dev.fedbench.zk.r1cs.Elements;
import dev.fedbench.zk.r1cs.Matrix;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes a {@code .zkey} that snarkjs proves with. Of a ceremony there is nothing to tell: the
 * circuit's hash is zeros, and there are no contributions.
 */
final class ZkeyWriter {

  private static final int CIRCUIT_HASH_BYTES = 64;

  private final SectionWriter out;
  private final Factors factors;
  private final ProvingKey proving;
  private final VerificationKey verification;
  private final Zkey sizes;
  private final Points g1 = Points.g1();
  private final Points g2 = Points.g2();

  private ZkeyWriter(KeyPair keys, OutputStream stream) throws IOException {
    out = new SectionWriter(stream, Zkey.FORMAT, Zkey.CONTRIBUTIONS);
    factors = keys.factors();
    proving = keys.provingKey();
    verification = keys.verificationKey();
    sizes = new Zkey(factors.variables(), verification.publics(), factors.domain().size());
  }

  static void write(KeyPair keys, OutputStream stream) throws IOException {
    new ZkeyWriter(keys, stream).write();
  }

  private void write() throws IOException {
    out.section(Zkey.PROTOCOL, Integer.BYTES);
    out.u32(Zkey.GROTH16);
    header();
    out.section(Zkey.IC, (long) g1.bytes() * verification.ic().size());
    for (G1 point : verification.ic()) {
      one(point);
    }
    coefficients();
    dense(Zkey.A, proving.a(), g1, 0, sizes.variables());
    dense(Zkey.B1, proving.b1(), g1, 0, sizes.variables());
    dense(Zkey.B2, proving.b2(), g2, 0, sizes.variables());
    dense(Zkey.C, proving.c(), g1, sizes.publics() + 1, sizes.variables());
    quotient();
    out.section(Zkey.CONTRIBUTIONS, CIRCUIT_HASH_BYTES + Integer.BYTES);
    out.zeros(CIRCUIT_HASH_BYTES);
    out.u32(0);
    out.finish();
  }

  private void header() throws IOException {
    out.section(Zkey.HEADER, Zkey.HEADER_BYTES);
    out.basePrime();
    out.scalarPrime();
    out.u32(sizes.variables());
    out.u32(sizes.publics());
    out.u32(sizes.domain());
    one(proving.alpha());
    one(proving.beta1());
    one(proving.beta2());
    one(verification.gamma());
    one(proving.delta1());
    one(proving.delta2());
  }

  private void one(G1 point) throws IOException {
    long[] affine = new long[g1.curve().affineWidth()];
    point.write(affine, 0);
    g1.write(out, affine, 0);
  }

  private void one(G2 point) throws IOException {
    long[] affine = new long[g2.curve().affineWidth()];
    point.write(affine, 0);
    g2.write(out, affine, 0);
  }

  private void coefficients() throws IOException {
    int rows = Math.max(factors.a().rows(), factors.b().rows());
    int count = factors.a().entries() + factors.b().entries() + factors.bound();
    out.section(Zkey.COEFFICIENTS, Integer.BYTES + (long) Zkey.COEFFICIENT_BYTES * count);
    out.u32(count);
    for (int row = 0; row < rows; row++) {
      row(Zkey.IN_A, factors.a(), row);
      row(Zkey.IN_B, factors.b(), row);
    }
    for (int i = 0; i < factors.bound(); i++) {
      coefficient(Zkey.IN_A, factors.a().rows() + i, i, Elements.ONE);
    }
  }

  private void row(int which, Matrix matrix, int row) throws IOException {
    if (row >= matrix.rows()) {
      return;
    }
    long[] coefficient = PrimeField.SCALAR.array(1);
    for (int entry = matrix.first(row); entry < matrix.end(row); entry++) {
      matrix.coefficient(coefficient, 0, entry);
      coefficient(which, row, matrix.column(entry), coefficient);
    }
  }

  private void coefficient(int which, int row, int column, long[] value) throws IOException {
    out.u32(which);
    out.u32(row);
    out.u32(column);
    out.element(Zkey.COEFFICIENT, value, 0);
  }

  /** A point for each of these variables: infinity for those that have none. */
  private void dense(int type, Section section, Points group, int first, int end)
      throws IOException {
    out.section(type, (long) group.bytes() * (end - first));
    long[] points = section.bases().points();
    int[] variables = section.variables();
    int width = group.curve().affineWidth();
    long[] infinity = new long[width];
    int next = 0;
    for (int variable = first; variable < end; variable++) {
      if (next < variables.length && variables[next] == variable) {
        group.write(out, points, width * next++);
      } else {
        group.write(out, infinity, 0);
      }
    }
  }

  private void quotient() throws IOException {
    out.section(Zkey.H, (long) g1.bytes() * sizes.domain());
    int width = g1.curve().affineWidth();
    int first = proving.c().variables().length;
    for (int i = 0; i < sizes.domain(); i++) {
      g1.write(out, proving.c().bases().points(), width * (first + i));
    }
  }
}
