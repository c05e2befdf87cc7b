package dev.fedbench.storage.suite;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How many times as long one way took as the other, the sum of all pairs over the sum of all, with
 * a bootstrap interval: percentiles over pairs that are drawn anew (B. Efron, Ann. Statist. 7,
 * 1979). Pairs are drawn as a whole, so that what slowed both counts as one. Pure.
 *
 * @param factor above 1 where a batch is faster
 * @param low the interval's lower end
 * @param high its upper end
 */
record SpeedUp(double factor, double low, double high) {

  /** The share of such intervals that hold what more pairs would come to. */
  static final double LEVEL = 0.95;

  private static final int DRAWS = 2_000;

  /** Seconds of one by one, and of the batch. */
  record Pair(double single, double batch) {

    Pair {
      if (!(single > 0 && batch > 0)) {
        throw new IllegalArgumentException(
            "%s s and %s s; expected times above 0".formatted(single, batch));
      }
    }
  }

  /** Of two pairs at least; the same seed gives the same interval. */
  static SpeedUp of(List<Pair> pairs, long seed) {
    if (pairs.size() < 2) {
      throw new IllegalArgumentException(
          "%d pairs; an interval needs 2 at least".formatted(pairs.size()));
    }
    SplittableRandom random = new SplittableRandom(seed);
    double[] drawn = new double[DRAWS];
    for (int draw = 0; draw < DRAWS; draw++) {
      double single = 0;
      double batch = 0;
      for (int i = 0; i < pairs.size(); i++) {
        Pair pair = pairs.get(random.nextInt(pairs.size()));
        single += pair.single;
        batch += pair.batch;
      }
      drawn[draw] = single / batch;
    }
    Arrays.sort(drawn);
    int tail = (int) (DRAWS * (1 - LEVEL) / 2);
    double factor =
        pairs.stream().mapToDouble(Pair::single).sum()
            / pairs.stream().mapToDouble(Pair::batch).sum();
    return new SpeedUp(factor, drawn[tail], drawn[DRAWS - 1 - tail]);
  }
}
