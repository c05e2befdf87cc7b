package dev.fedbench.zk.msm;

/** Affine points, one by one and, once they were asked for, side by side. Thread-safe. */
final class Points {

  private final long[] oneByOne;

  /** Racing threads make the same. */
  private volatile double[] sideBySide;

  /** Keeps the array. */
  Points(long[] points) {
    oneByOne = points;
  }

  long[] oneByOne() {
    return oneByOne;
  }

  double[] sideBySide(LaneAdder adder) {
    double[] known = sideBySide;
    if (known == null) {
      known = adder.fromLongs(oneByOne);
      sideBySide = known;
    }
    return known;
  }
}
