package dev.fedbench.storage.lossy;

/**
 * Values as whole numbers times a scale: the largest magnitude of a channel is {@code most} scales.
 *
 * @param most the largest whole number
 */
record Scale(int most) {

  /**
   * A scale for each channel.
   *
   * @throws IllegalArgumentException if the channels do not divide the values, or a value is not
   *     finite: no scale suits it
   */
  float[] of(float[] exact, int channels) {
    if (channels < 1 || exact.length % channels != 0) {
      throw unequal(exact.length, channels);
    }
    float[] scales = new float[channels];
    for (int i = 0; i < exact.length; i++) {
      if (!Float.isFinite(exact[i])) {
        throw new IllegalArgumentException(
            "value %d is %s; store it without loss".formatted(i, exact[i]));
      }
      int channel = i / (exact.length / channels);
      scales[channel] = Math.max(scales[channel], Math.abs(exact[i]));
    }
    for (int channel = 0; channel < channels; channel++) {
      scales[channel] /= most;
    }
    return scales;
  }

  static IllegalArgumentException unequal(int values, int channels) {
    return new IllegalArgumentException(
        "%d values in %d channels; channels are equal".formatted(values, channels));
  }

  /** The nearest whole number; 0 where all are 0, or too small for a scale. */
  int nearest(float value, float scale) {
    return scale == 0
        ? 0
        : (int) Math.max(-most, Math.min(most, Math.rint((double) value / scale)));
  }

  /** A scale is rounded, so that the most of it can be just beyond the largest float. */
  static float value(int number, float scale) {
    double value = (double) number * scale;
    return (float) Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, value));
  }
}
