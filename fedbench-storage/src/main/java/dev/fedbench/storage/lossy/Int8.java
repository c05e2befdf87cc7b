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

  private static final int MOST = 127;

  public Int8 {
    if (scales.length == 0 || values.length % scales.length != 0) {
      throw new IllegalArgumentException(
          "%d values in %d channels; channels are equal".formatted(values.length, scales.length));
    }
  }

  /**
   * Quantises, to the nearest.
   *
   * @param channels how many there are, 1 for one scale; it divides the number of values
   * @throws IllegalArgumentException if a value is not finite: no scale suits it
   */
  public static Int8 of(float[] exact, int channels) {
    if (channels < 1 || exact.length % channels != 0) {
      throw new IllegalArgumentException(
          "%d values in %d channels; channels are equal".formatted(exact.length, channels));
    }
    float[] scales = new float[channels];
    byte[] values = new byte[exact.length];
    int length = exact.length / channels;
    for (int channel = 0; channel < channels; channel++) {
      int from = channel * length;
      scales[channel] = largest(exact, from, from + length) / MOST;
      for (int i = from; i < from + length; i++) {
        values[i] = nearest(exact[i], scales[channel]);
      }
    }
    float[] lossy = restore(values, scales);
    return new Int8(values, scales, Loss.between(exact, lossy));
  }

  private static float largest(float[] exact, int from, int to) {
    float largest = 0;
    for (int i = from; i < to; i++) {
      if (!Float.isFinite(exact[i])) {
        throw new IllegalArgumentException(
            "value %d is %s; store it without loss".formatted(i, exact[i]));
      }
      largest = Math.max(largest, Math.abs(exact[i]));
    }
    return largest;
  }

  private static byte nearest(float value, float scale) {
    if (scale == 0) { // all are 0, or too small for a scale
      return 0;
    }
    return (byte) Math.max(-MOST, Math.min(MOST, Math.rint((double) value / scale)));
  }

  /** The values, about. */
  public float[] restore() {
    return restore(values, scales);
  }

  private static float[] restore(byte[] values, float[] scales) {
    float[] restored = new float[values.length];
    int length = values.length / scales.length;
    for (int i = 0; i < values.length; i++) {
      double value = (double) values[i] * scales[i / Math.max(1, length)];
      // a scale is rounded, so that 127 of it can be just beyond the largest float
      restored[i] = (float) Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, value));
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
