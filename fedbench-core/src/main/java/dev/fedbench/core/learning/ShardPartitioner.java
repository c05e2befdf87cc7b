package dev.fedbench.core.learning;

import dev.fedbench.spi.Problems;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Sorts by label, cuts into equal shards and deals each client some of them, so that most clients
 * see few classes (McMahan et al., "Communication-Efficient Learning of Deep Networks from
 * Decentralized Data", AISTATS 2017, section 3).
 *
 * @param perClient shards a client
 */
record ShardPartitioner(int perClient) implements Partitioner {

  ShardPartitioner {
    new Problems().between("shards a client", perClient, 1, 1_000).orThrow();
  }

  @Override
  public int[] owners(Examples examples, int clients, long seed) {
    long shards = (long) clients * perClient;
    if (shards > examples.size()) {
      throw new IllegalArgumentException(
          "%d clients with %d shards each for %d training examples; expected at most one shard an example: take fewer clients or shards"
              .formatted(clients, perClient, examples.size()));
    }
    SplittableRandom random = new SplittableRandom(seed);
    int[] deal = IntStream.range(0, (int) shards).map(s -> s % clients).toArray();
    Randomness.shuffle(deal, random);
    int[] sorted = sortedByLabel(examples, random);
    int[] owners = new int[sorted.length];
    for (int i = 0; i < sorted.length; i++) {
      owners[sorted[i]] = deal[(int) (i * shards / sorted.length)];
    }
    return owners;
  }

  private static int[] sortedByLabel(Examples examples, SplittableRandom random) {
    int[][] classes = examples.positionsByClass();
    for (int[] positions : classes) {
      Randomness.shuffle(positions, random);
    }
    return Arrays.stream(classes).flatMapToInt(Arrays::stream).toArray();
  }

  @Override
  public String toString() {
    return "shards-" + perClient;
  }
}
