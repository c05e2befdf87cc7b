package dev.fedbench.zk.circom;

import dev.fedbench.zk.curve.Bn254;
import dev.fedbench.zk.curve.Curve;
import dev.fedbench.zk.curve.Subgroup;
import dev.fedbench.zk.field.LittleEndian;
import dev.fedbench.zk.field.PrimeField;
import java.io.IOException;
import java.security.SecureRandom;

/**
 * Points of one of the two groups as zkeys hold them: affine, coordinates in Montgomery form with R
 * = 2^256, real parts first, infinity as zeros. Not thread-safe.
 */
final class Points {

  private static final PrimeField FP = PrimeField.BASE;
  private static final int R_BITS = 256;
  private static final LittleEndian MONTGOMERY = new LittleEndian(FP, R_BITS);

  static final int G1_BYTES = 2 * LittleEndian.BYTES;
  static final int G2_BYTES = 4 * LittleEndian.BYTES;

  private final String name;
  private final Curve curve;
  private final int width;
  private final boolean twist;

  private Points(String name, Curve curve, boolean twist) {
    this.name = name;
    this.curve = curve;
    this.width = curve.affineWidth();
    this.twist = twist;
  }

  static Points g1() {
    return new Points("G1", Bn254.g1(), false);
  }

  static Points g2() {
    return new Points("G2", Bn254.g2(), true);
  }

  Curve curve() {
    return curve;
  }

  /** Bytes of a point. */
  int bytes() {
    return twist ? G2_BYTES : G1_BYTES;
  }

  /**
   * The next points, affine.
   *
   * @param random tests whether they are of G2
   * @throws CircomFileException if one is not of the group
   */
  long[] read(SectionReader in, int count, SecureRandom random) throws IOException {
    long from = in.position();
    long[] points = new long[Math.multiplyExact(width, count)];
    for (int at = 0; at < points.length; at += width) {
      long place = in.position();
      for (int i = 0; i < width; i += FP.width()) {
        in.element(MONTGOMERY, points, at + i, "p");
      }
      if (!curve.isInfinity(points, at) && !curve.isOnCurve(points, at)) {
        throw in.fail(place, "not a point of %s: not on its curve".formatted(name));
      }
    }
    int outside = twist ? new Subgroup().firstOutside(points, random) : -1;
    if (outside >= 0) {
      throw in.fail(
          from + (long) bytes() * outside, "not a point of G2: on the curve, but not of order r");
    }
    return points;
  }

  /** Writes a point. */
  void write(SectionWriter out, long[] points, int from) throws IOException {
    for (int i = 0; i < width; i += FP.width()) {
      out.element(MONTGOMERY, points, from + i);
    }
  }
}
