package dev.fedbench.core.load;

import java.util.OptionalLong;
import java.util.SplittableRandom;

/** When requests are due, one after the other. Not thread-safe. */
interface Schedule {

  /** The next request's time, in nanoseconds since the start; never less than the one before. */
  long next();

  static Schedule of(double rate, OptionalLong poissonSeed) {
    return poissonSeed.isPresent()
        ? poisson(rate, poissonSeed.getAsLong())
        : constant(Rates.thousandths(rate));
  }

  /**
   * Equal distances: request i at floor(i * 10^12 / rate), exactly, for as long as that fits.
   *
   * @param rate in thousandths of a request a second, at most 3 * 10^9
   */
  static Schedule constant(long rate) {
    return new Schedule() {
      private long i;

      @Override
      public long next() {
        return due(i++, rate);
      }
    };
  }

  /** See {@link #constant}. Remainders are less than the rate: no product overflows. */
  static long due(long i, long rate) {
    long perThousandSeconds = 1_000_000_000_000L;
    long turns = i / rate;
    long rest = i % rate;
    long distance = perThousandSeconds / rate;
    long remainder = perThousandSeconds % rate;
    return turns * perThousandSeconds + rest * distance + rest * remainder / rate;
  }

  /** A Poisson process: independent, exponentially distributed distances. */
  static Schedule poisson(double rate, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double mean = 1e12 / Rates.thousandths(rate);
    return new Schedule() {
      private long whole;
      private double part;

      @Override
      public long next() {
        // StrictMath: the same times on every machine. The parts of a nanosecond add up, too.
        part -= StrictMath.log(1 - random.nextDouble()) * mean;
        long step = (long) part;
        whole += step;
        part -= step;
        return whole;
      }
    };
  }
}
