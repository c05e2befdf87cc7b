package dev.fedbench.storage.lossy;

import java.util.Arrays;

/**
 * Values as whole numbers from -127 to 127 times a scale: the largest magnitude is 127 scales. One
 * scale for all, or one for each channel of as many consecutive values.
 *
 * <p>Off by no more than half a scale, and a rounding of binary32. Not for several writers: the
 * arrays are the caller's to leave alone.
 *
 * @param values a byte for each value
 * @param scales for each channel
 * @param loss against what was quantised
 */
public record Int8(byte[] values, float[] scales, Loss loss) {

  private static final Scale SCALE = new Scale(127);

  public Int8 {
    if (scales.length == 0 || values.length % scales.length != 0) {
      throw Scale.unequal(values.length, scales.length);
    }
  }

  /**
   * Quantises, to the nearest.
   *
   * @param channels how many there are, 1 for one scale; it divides the number of values
   * @throws IllegalArgumentException if a value is not finite: no scale suits it
   */
  public static Int8 of(float[] exact, int channels) {
    float[] scales = SCALE.of(exact, channels);
    byte[] values = new byte[exact.length];
    for (int i = 0; i < exact.length; i++) {
      values[i] = (byte) SCALE.nearest(exact[i], scales[i / (exact.length / channels)]);
    }
    return new Int8(values, scales, Loss.between(exact, restore(values, scales)));
  }

  /** The values, about. */
  public float[] restore() {
    return restore(values, scales);
  }

  private static float[] restore(byte[] values, float[] scales) {
    float[] restored = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      restored[i] = Scale.value(values[i], scales[i / (values.length / scales.length)]);
    }
    return restored;
  }

  /** Bytes of values and scales. */
  public long bytes() {
    return values.length + 4L * scales.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Int8 that
        && Arrays.equals(values, that.values)
        && Arrays.equals(scales, that.scales);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(values) + Arrays.hashCode(scales);
  }

  @Override
  public String toString() {
    return "Int8[%d values, %d channels, %s]".formatted(values.length, scales.length, loss);
  }
}
