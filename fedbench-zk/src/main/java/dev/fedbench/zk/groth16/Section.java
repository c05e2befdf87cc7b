package dev.fedbench.zk.groth16;

import dev.fedbench.zk.curve.Curve;
import dev.fedbench.zk.field.PrimeField;
import dev.fedbench.zk.msm.Bases;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Points of a proving key that are summed up together: each for a variable, but for the last ones,
 * whose scalars the prover makes. Variables whose point is infinity are left out.
 *
 * @param variables ascending
 * @param bases the variables' points, then the others
 */
public record Section(int[] variables, Bases bases) {

  private static final int W = PrimeField.SCALAR.width();

  /**
   * Of a point for each of the variables, and others.
   *
   * @param booleans variables that are 0 or 1
   */
  static Section of(BitSet booleans, Curve curve, int[] variables, long[] points, long[] others) {
    long[] all = Arrays.copyOf(points, points.length + others.length);
    System.arraycopy(others, 0, all, points.length, others.length);
    BitSet bits = new BitSet();
    for (int i = 0; i < variables.length; i++) {
      bits.set(i, booleans.get(variables[i]));
    }
    return new Section(variables, new Bases(curve, all, bits));
  }

  /** Of the points of the variables from that number on, some of them infinity, and others. */
  public static Section dense(
      BitSet booleans, Curve curve, int first, long[] points, long[] others) {
    int width = curve.affineWidth();
    int count = points.length / width;
    int[] variables = new int[count];
    long[] kept = new long[points.length];
    int next = 0;
    for (int i = 0; i < count; i++) {
      if (!curve.isInfinity(points, width * i)) {
        variables[next] = first + i;
        System.arraycopy(points, width * i, kept, width * next++, width);
      }
    }
    return of(
        booleans, curve, Arrays.copyOf(variables, next), Arrays.copyOf(kept, width * next), others);
  }

  /**
   * The sum of the points, each times its variable's value; Jacobian.
   *
   * @param others the other points' scalars
   */
  long[] sum(Curve curve, long[] witness, long[] others) {
    int count = W * variables.length;
    long[] scalars = new long[count + others.length];
    for (int i = 0; i < variables.length; i++) {
      System.arraycopy(witness, W * variables[i], scalars, W * i, W);
    }
    System.arraycopy(others, 0, scalars, count, others.length);
    return bases.sum(curve, scalars);
  }
}
