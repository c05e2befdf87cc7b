package dev.fedbench.core.load;

import java.util.Comparator;

/**
 * A duration that stands out.
 *
 * @param atNanos when it ended, since the measured part began
 * @param nanos how long it was
 */
public record Outlier(long atNanos, long nanos) {

  /** The longest first, of equal ones the earliest. */
  static final Comparator<Outlier> LONGEST_FIRST =
      Comparator.comparingLong(Outlier::nanos).reversed().thenComparingLong(Outlier::atNanos);
}
