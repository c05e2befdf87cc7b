package dev.fedbench.storage.clustering;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Bounds the sizes of clusters. A cluster with too many points is divided by k-means with two
 * centres, again and again; one with too few gives its points to the nearest clusters that have
 * room.
 *
 * @param least points of a cluster, unless nobody has room for them
 * @param most points of a cluster, always; at least twice the least
 * @param seed of k-means
 */
public record Rebalancing(int least, int most, long seed) {

  public Rebalancing {
    if (least < 1 || most / 2 < least) {
      throw new IllegalArgumentException(
          "clusters of %d to %d points; expected at least 1, to at least twice as many"
              .formatted(least, most));
    }
  }

  /** The clustering with those sizes, and else as much as it was as may be. */
  public Clustering apply(double[][] points, Clustering clustering) {
    Points.require(points);
    clustering.requireFits(points);
    List<List<Integer>> clusters = new ArrayList<>();
    for (int i = 0; i < clustering.clusters(); i++) {
      divide(points, clustering.members(i), clusters);
    }
    dissolve(points, clusters);
    int[] labels = new int[points.length];
    for (int i = 0; i < clusters.size(); i++) {
      for (int member : clusters.get(i)) {
        labels[member] = i;
      }
    }
    return Clustering.of(labels);
  }

  private void divide(double[][] points, List<Integer> members, List<List<Integer>> into) {
    if (members.size() <= most) {
      into.add(members);
      return;
    }
    double[][] own = members.stream().map(i -> points[i]).toArray(double[][]::new);
    Clustering halves = new KMeans(2, seed, 4).cluster(own);
    if (halves.clusters() == 1) { // all are the same point: any division is as good
      for (int from = 0; from < members.size(); from += most) {
        into.add(List.copyOf(members.subList(from, Math.min(members.size(), from + most))));
      }
      return;
    }
    for (int half = 0; half < 2; half++) {
      divide(points, halves.members(half).stream().map(members::get).toList(), into);
    }
  }

  /** The smallest first; each point goes to the nearest cluster that is not full. */
  private void dissolve(double[][] points, List<List<Integer>> clusters) {
    Optional<List<Integer>> next = smallest(clusters);
    while (next.isPresent()) {
      List<Integer> members = next.get();
      clusters.removeIf(other -> other == members);
      members.forEach(member -> give(points, member, clusters));
      next = smallest(clusters); // there is one cluster less each time
    }
  }

  /** The smallest cluster, if it has too few points and the others have room for them. */
  private Optional<List<Integer>> smallest(List<List<Integer>> clusters) {
    int room = clusters.stream().mapToInt(members -> most - members.size()).sum();
    return clusters.stream()
        .min(Comparator.comparingInt(List::size))
        .filter(members -> members.size() < least)
        .filter(members -> room - (most - members.size()) >= members.size());
  }

  private void give(double[][] points, int member, List<List<Integer>> clusters) {
    int best = -1;
    double nearest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < clusters.size(); i++) {
      List<Integer> cluster = clusters.get(i);
      if (cluster.size() < most) {
        double[][] own = cluster.stream().map(m -> points[m]).toArray(double[][]::new);
        double distance = Points.squared(points[member], Points.mean(own));
        if (best < 0 || distance < nearest) {
          nearest = distance;
          best = i;
        }
      }
    }
    List<Integer> larger = new ArrayList<>(clusters.get(best));
    larger.add(member);
    clusters.set(best, larger);
  }
}
