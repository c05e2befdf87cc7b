package dev.fedbench.storage.workload;

/** A long row of floats, each of which can be had alone. */
interface Floats {

  float at(long index);

  /** A scale times normal noise. */
  static Floats noise(long seed, double scale) {
    return i -> (float) (Streams.gauss(seed, i) * scale);
  }

  /** Uniform between the inverse root of the inputs and its negative. */
  static Floats initial(long seed, int inputs) {
    double root = Math.sqrt(inputs);
    return i -> (float) ((Streams.uniform(seed, i) * 2 - 1) / root);
  }

  /** The sum, as floats add. */
  default Floats plus(Floats other) {
    return i -> at(i) + other.at(i);
  }

  /**
   * The standard deviation of the first {@code count}, added pair by pair in the order that numpy
   * adds in, so that its last bit is the same.
   */
  default double deviation(long count) {
    double mean = Pairwise.sum(this::at, 0, count) / count;
    return Math.sqrt(
        Pairwise.sum(
                i -> {
                  double off = at(i) - mean;
                  return off * off;
                },
                0,
                count)
            / count);
  }
}
