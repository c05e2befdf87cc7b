package dev.fedbench.core.learning;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Deals shuffled examples out in turn: no client has more than one example more than another. */
record IidPartitioner() implements Partitioner {

  @Override
  public int[] owners(Examples examples, int clients, long seed) {
    int[] owners = IntStream.range(0, examples.size()).map(p -> p % clients).toArray();
    Randomness.shuffle(owners, new SplittableRandom(seed));
    return owners;
  }

  @Override
  public String toString() {
    return "iid";
  }
}
