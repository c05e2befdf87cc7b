package dev.fedbench.core.learning;

import dev.fedbench.fl.Tensors;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What all clients of a workload share: the network, how it is trained, and who has which examples.
 * Thread-safe.
 */
final class DigitsTask {

  /** The share of the examples that is held out. */
  private static final double TEST_SHARE = 0.2;

  /** Partitions kept, least recently used out first: a sweep has a few numbers of clients. */
  private static final int KEPT = 8;

  private final Network network;
  private final Sgd sgd;
  private final Split split;
  private final Tensors initial;
  private final Partitioner partitioner;
  private final long partitionSeed;

  /** By the number of clients; guarded by itself. */
  private final Map<Integer, Examples[]> partitions = new LinkedHashMap<>(16, 0.75f, true);

  DigitsTask(Dataset data, Network network, Partitioner partitioner, Sgd sgd, long dataSeed) {
    // One seed for each purpose: they must not share random numbers.
    long[] seeds = new SplittableRandom(dataSeed).longs(3).toArray();
    this.network = network;
    this.sgd = sgd;
    this.split = Split.stratified(data.all(), TEST_SHARE, seeds[0]);
    this.initial = network.initial(seeds[1]);
    this.partitioner = partitioner;
    this.partitionSeed = seeds[2];
  }

  Network network() {
    return network;
  }

  Sgd sgd() {
    return sgd;
  }

  Split split() {
    return split;
  }

  Tensors initial() {
    return initial;
  }

  /**
   * What a client trains on, at least one example.
   *
   * @throws IllegalArgumentException if there is no such client, or not enough for so many
   */
  Examples training(int client, int clients) {
    requireClient(client, clients);
    synchronized (partitions) {
      Examples[] parts = partitions.get(clients);
      if (parts == null) {
        parts = partitioner.partition(split.train(), clients, partitionSeed);
        partitions.put(clients, parts);
        if (partitions.size() > KEPT) {
          partitions.remove(partitions.keySet().iterator().next());
        }
      }
      return parts[client];
    }
  }

  /** A client's equal share of the held-out examples, none if it has no share. */
  Examples heldOut(int client, int clients) {
    requireClient(client, clients);
    int[] mine =
        IntStream.range(0, split.test().size()).filter(p -> p % clients == client).toArray();
    return split.test().select(mine);
  }

  private static void requireClient(int client, int clients) {
    if (client < 0 || client >= clients) {
      throw new IllegalArgumentException(
          "client %d of %d; expected an index from 0 to %d"
              .formatted(client, clients, clients - 1));
    }
  }
}
