package dev.fedbench.core.learning;

import java.util.Arrays;

/** A rule that divides training examples among clients. Its toString is its name in reports. */
sealed interface Partitioner permits IidPartitioner, DirichletPartitioner, ShardPartitioner {

  /**
   * Whose each example is.
   *
   * @param clients at least 1
   * @return for each position of {@code examples} the index of its client; every client has one
   * @throws IllegalArgumentException if there are not enough examples
   */
  int[] owners(Examples examples, int clients, long seed);

  /** Each client's examples; the same arguments give the same, every example exactly once. */
  default Examples[] partition(Examples examples, int clients, long seed) {
    if (clients < 1 || clients > examples.size()) {
      throw new IllegalArgumentException(
          "%d clients for %d training examples; expected 1 to %d clients, so that each has one"
              .formatted(clients, examples.size(), examples.size()));
    }
    int[] owners = owners(examples, clients, seed);
    int[][] positions = new int[clients][];
    int[] sizes = new int[clients];
    Arrays.stream(owners).forEach(owner -> sizes[owner]++);
    Arrays.setAll(positions, client -> new int[sizes[client]]);
    for (int p = owners.length - 1; p >= 0; p--) {
      positions[owners[p]][--sizes[owners[p]]] = p;
    }
    return Arrays.stream(positions).map(examples::select).toArray(Examples[]::new);
  }
}
