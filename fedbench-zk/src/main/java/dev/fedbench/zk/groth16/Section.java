package dev.fedbench.zk.groth16;

import dev.fedbench.zk.curve.Curve;
import dev.fedbench.zk.field.PrimeField;
import dev.fedbench.zk.msm.Msm;
import java.util.Arrays;

/**
 * Points of a proving key, each for a variable; variables whose point is infinity are left out.
 *
 * @param variables ascending
 * @param points affine
 */
record Section(int[] variables, long[] points) {

  private static final int W = PrimeField.SCALAR.width();

  /** Of the points of the variables from that number on. */
  static Section of(Curve curve, long[] all, int first) {
    int width = curve.affineWidth();
    int count = all.length / width;
    int[] variables = new int[count];
    long[] points = new long[all.length];
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (!curve.isInfinity(all, width * i)) {
        variables[kept] = first + i;
        System.arraycopy(all, width * i, points, width * kept++, width);
      }
    }
    return new Section(Arrays.copyOf(variables, kept), Arrays.copyOf(points, width * kept));
  }

  /** The sum of the points, each times its variable's value; Jacobian. */
  long[] sum(Curve curve, long[] witness) {
    long[] scalars = new long[W * variables.length];
    for (int i = 0; i < variables.length; i++) {
      System.arraycopy(witness, W * variables[i], scalars, W * i, W);
    }
    return new Msm(curve).sum(points, scalars, 0);
  }
}
