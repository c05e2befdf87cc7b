package dev.fedbench.core.load;

import dev.fedbench.core.stats.MadRule;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalDouble;

/**
 * What a number of durations come to, in nanoseconds. Immutable; merging is associative and
 * commutative, exactly.
 *
 * <p>Count, sum, squares and extremes are exact; a percentile is within 0.1 % of the value.
 * Durations count as at least 0 and at most {@link #LONGEST}.
 */
public final class Latencies {

  /** The longest duration that is told from longer ones: 19.5 hours. */
  public static final long LONGEST = Buckets.LARGEST;

  /** At most so many of the largest durations are kept with their times. */
  public static final int MAX_OUTLIERS = Largest.ROOM;

  /** None. */
  static final Latencies EMPTY =
      new Latencies(
          Counts.EMPTY,
          BigInteger.ZERO,
          BigInteger.ZERO,
          Long.MAX_VALUE,
          0,
          0,
          BigInteger.ZERO,
          List.of());

  private final Counts counts;
  private final BigInteger sum;
  private final BigInteger squares;
  private final long min;
  private final long max;
  private final long differences;
  private final BigInteger differenceSum;
  private final List<Outlier> largest;

  Latencies(
      Counts counts,
      BigInteger sum,
      BigInteger squares,
      long min,
      long max,
      long differences,
      BigInteger differenceSum,
      List<Outlier> largest) {
    this.counts = counts;
    this.sum = sum;
    this.squares = squares;
    this.min = min;
    this.max = max;
    this.differences = differences;
    this.differenceSum = differenceSum;
    this.largest = largest;
  }

  /** How many. */
  public long count() {
    return counts.total();
  }

  /** Whether there is none: then there is no mean, no extreme and no percentile. */
  public boolean isEmpty() {
    return counts.total() == 0;
  }

  /** The arithmetic mean. */
  public double mean() {
    notEmpty();
    return new BigDecimal(sum)
        .divide(BigDecimal.valueOf(count()), MathContext.DECIMAL64)
        .doubleValue();
  }

  /** The sample standard deviation (n - 1); empty for fewer than two. */
  public OptionalDouble stddev() {
    if (count() < 2) {
      return OptionalDouble.empty();
    }
    BigInteger n = BigInteger.valueOf(count());
    BigDecimal spread = new BigDecimal(squares.multiply(n).subtract(sum.multiply(sum)));
    BigInteger pairs = n.multiply(n.subtract(BigInteger.ONE));
    return OptionalDouble.of(
        Math.sqrt(spread.divide(new BigDecimal(pairs), MathContext.DECIMAL64).doubleValue()));
  }

  /** The shortest. */
  public long min() {
    notEmpty();
    return min;
  }

  /** The longest. */
  public long max() {
    notEmpty();
    return max;
  }

  /**
   * A percentile by nearest rank: the smallest that at least so many percent do not exceed.
   *
   * @param percent 0 to 100, taken to a thousandth
   */
  public long percentile(double percent) {
    notEmpty();
    if (!(percent >= 0 && percent <= 100)) {
      throw new IllegalArgumentException("percentile %s; expected 0 to 100".formatted(percent));
    }
    long thousandths = Math.round(percent * 1000);
    // In two parts, so that no product overflows.
    long whole = count() / 100_000 * thousandths;
    long rest = (count() % 100_000 * thousandths + 99_999) / 100_000;
    long value = counts.valueAt(Math.max(1, whole + rest));
    return Math.max(min, Math.min(max, value));
  }

  /**
   * The mean of the absolute differences between one duration and the one that was recorded next by
   * the same thread; empty if there is none.
   */
  public OptionalDouble jitter() {
    return differences == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(differenceSum.doubleValue() / differences);
  }

  /** The median of the absolute distances from the median, from the histogram. */
  public long medianAbsoluteDeviation() {
    return counts.medianDistance(percentile(50));
  }

  /**
   * What is longer is an outlier: the median and 3.5 deviations, a deviation being 1.4826 times the
   * median absolute deviation (Iglewicz and Hoaglin, 1993). Empty if half of all are the same, for
   * then the rule says nothing.
   */
  public OptionalDouble outlierBound() {
    return isEmpty()
        ? OptionalDouble.empty()
        : MadRule.upperBound(percentile(50), medianAbsoluteDeviation());
  }

  /** How many are outliers, from the histogram. */
  public long outlierCount() {
    OptionalDouble bound = outlierBound();
    return bound.isEmpty() ? 0 : counts.above(bound.getAsDouble());
  }

  /** The outliers, the longest first: at most {@value #MAX_OUTLIERS} of them. */
  public List<Outlier> outliers() {
    OptionalDouble bound = outlierBound();
    return bound.isEmpty()
        ? List.of()
        : largest.stream().filter(one -> one.nanos() > bound.getAsDouble()).toList();
  }

  /** These and those. */
  public Latencies plus(Latencies other) {
    return new Latencies(
        counts.plus(other.counts),
        sum.add(other.sum),
        squares.add(other.squares),
        Math.min(min, other.min),
        Math.max(max, other.max),
        differences + other.differences,
        differenceSum.add(other.differenceSum),
        Largest.merge(largest, other.largest));
  }

  private void notEmpty() {
    if (isEmpty()) {
      throw new NoSuchElementException("no durations; ask isEmpty() first");
    }
  }
}
