package dev.fedbench.storage.workload;

/** Binary32 rounded to bfloat16: to the nearest, halves to even; NaN stays NaN, and is quiet. */
final class Bfloat16 {

  private Bfloat16() {}

  static short of(int bits) {
    if ((bits & 0x7fffffff) > 0x7f800000) {
      return (short) (bits >>> 16 | 0x40);
    }
    return (short) (bits + (bits >>> 16 & 1) + 0x7fff >>> 16);
  }
}
