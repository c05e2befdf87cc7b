package dev.fedbench.core.learning;

import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Training and held-out examples, each in random order; together every example exactly once.
 *
 * @param train to train on
 * @param test held out
 */
record Split(Examples train, Examples test) {

  /**
   * Splits so that every class has the same share in both parts, up to rounding.
   *
   * <p>The test part has {@code ceil(share * size)} examples: each class gives the whole part of
   * its share, and the classes with the largest remainders one more.
   *
   * @param testShare above 0 and below 1
   */
  static Split stratified(Examples examples, double testShare, long seed) {
    int[][] classes = examples.positionsByClass();
    int[] quotas = quotas(classes, testShare, (int) Math.ceil(testShare * examples.size()));
    SplittableRandom random = new SplittableRandom(seed);
    IntStream.Builder train = IntStream.builder();
    IntStream.Builder test = IntStream.builder();
    for (int c = 0; c < classes.length; c++) {
      Randomness.shuffle(classes[c], random);
      for (int i = 0; i < classes[c].length; i++) {
        (i < quotas[c] ? test : train).add(classes[c][i]);
      }
    }
    return new Split(
        shuffled(examples, train.build(), random), shuffled(examples, test.build(), random));
  }

  private static int[] quotas(int[][] classes, double share, int total) {
    int[] quotas = IntStream.range(0, classes.length).map(c -> whole(classes, share, c)).toArray();
    int missing = total - IntStream.of(quotas).sum();
    IntStream.range(0, classes.length)
        .boxed()
        .sorted(
            Comparator.comparingDouble(c -> whole(classes, share, c) - share * classes[c].length))
        .limit(missing)
        .forEach(c -> quotas[c]++);
    return quotas;
  }

  private static int whole(int[][] classes, double share, int c) {
    return (int) (share * classes[c].length);
  }

  private static Examples shuffled(Examples all, IntStream chosen, SplittableRandom random) {
    int[] positions = chosen.toArray();
    Randomness.shuffle(positions, random);
    return all.select(positions);
  }
}
