package dev.fedbench.zk.msm;

import dev.fedbench.zk.curve.Curve;

/**
 * The sum of many points, each times its scalar: the bucket method (Pippenger 1976) with signed
 * digits and affine buckets. Scalars that are 0, small or small and negative, as most of a witness
 * are, cost what their few digits cost.
 *
 * <p>Keeps scratch space: not thread-safe.
 */
public final class Msm {

  private Msm() {}

  /**
   * The sum, Jacobian.
   *
   * @param curve of the points
   * @param bases affine points; infinity is allowed
   * @param scalars elements of the scalar field, as many from their start on
   * @param from the first scalar
   */
  public static long[] sum(Curve curve, long[] bases, long[] scalars, int from) {
    Scalars plain = new Scalars(scalars, from, bases.length / curve.affineWidth());
    return sum(PointAdder.fastest(curve), new Points(bases), plain);
  }

  private static <A> long[] sum(PointAdder<A> adder, Points bases, Scalars scalars) {
    return new Pippenger<>(adder).sum(adder.of(bases), scalars);
  }
}
