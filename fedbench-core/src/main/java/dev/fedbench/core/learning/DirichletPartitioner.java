package dev.fedbench.core.learning;

import dev.fedbench.spi.Problems;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Divides each class among the clients in proportions drawn from a symmetric Dirichlet
 * distribution: a small alpha gives each client few classes, a large one nearly equal shares (Hsu,
 * Qi and Brown, "Measuring the Effects of Non-Identical Data Distribution for Federated Visual
 * Classification", 2019).
 *
 * <p>Sizes differ too. A client that would get nothing takes the last example of the client that
 * then has most, the lowest index first on either side.
 *
 * @param alpha concentration
 */
record DirichletPartitioner(double alpha) implements Partitioner {

  private static final double LEAST = 0.001;
  private static final double MOST = 1_000_000;

  DirichletPartitioner {
    new Problems()
        .expect(
            alpha >= LEAST && alpha <= MOST,
            "alpha: %s; expected 0.001 to 1,000,000, smaller for more skew",
            alpha)
        .orThrow();
  }

  @Override
  public int[] owners(Examples examples, int clients, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] owners = new int[examples.size()];
    for (int[] positions : examples.positionsByClass()) {
      Randomness.shuffle(positions, random);
      double[] shares = shares(clients, random);
      int next = 0;
      double sum = 0;
      for (int client = 0; client < clients; client++) {
        sum += shares[client];
        // Rounding the running sum keeps the total exact; its last value may miss 1 by rounding.
        long end = client == clients - 1 ? positions.length : Math.round(sum * positions.length);
        for (; next < end; next++) {
          owners[positions[next]] = client;
        }
      }
    }
    leaveNobodyEmpty(owners, clients);
    return owners;
  }

  /** A draw from the Dirichlet distribution: gamma variates over their sum. */
  private double[] shares(int clients, RandomGenerator random) {
    double[] shares = new double[clients];
    Arrays.setAll(shares, client -> Gamma.nextLog(alpha, random));
    double largest = Arrays.stream(shares).max().orElseThrow();
    Arrays.setAll(shares, client -> Math.exp(shares[client] - largest));
    double sum = Arrays.stream(shares).sum();
    Arrays.setAll(shares, client -> shares[client] / sum);
    return shares;
  }

  private static void leaveNobodyEmpty(int[] owners, int clients) {
    int[] sizes = new int[clients];
    Arrays.stream(owners).forEach(owner -> sizes[owner]++);
    for (int client = 0; client < clients; client++) {
      if (sizes[client] == 0) {
        int richest = 0;
        for (int other = 1; other < clients; other++) {
          richest = sizes[other] > sizes[richest] ? other : richest;
        }
        owners[lastOf(richest, owners)] = client;
        sizes[richest]--;
        sizes[client]++;
      }
    }
  }

  private static int lastOf(int client, int[] owners) {
    return IntStream.iterate(owners.length - 1, p -> p - 1)
        .filter(p -> owners[p] == client)
        .findFirst()
        .orElseThrow();
  }

  @Override
  public String toString() {
    return "dirichlet-" + alpha;
  }
}
