package dev.fedbench.storage.clustering;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sketches of tensors of one shape, by id. */
final class Similar {

  /** More are clustered. */
  static final int MOST = 128;

  /** Of the norm: two tensors are alike if they are no farther apart. */
  private final double alike;

  private final Clusterer thinning;
  private final Map<String, Sketch> sketches = new LinkedHashMap<>();
  private boolean begun;

  /**
   * @param similarity that two tensors have at least: 1 - d^2 / 2 of a distance of d norms, which
   *     is the cosine where both are as long
   */
  Similar(double similarity, Thinning thinning) {
    this.alike = Math.sqrt(2 * (1 - similarity));
    this.thinning = thinning.clusterer(MOST / 2);
  }

  /** Whether this is the first call, or what was begun then could not be done. */
  boolean begin() {
    boolean first = !begun;
    begun = true;
    return first;
  }

  void incomplete() {
    begun = false;
  }

  boolean has(String id) {
    return sketches.containsKey(id);
  }

  int size() {
    return sketches.size();
  }

  void add(String id, Sketch sketch) {
    sketches.putIfAbsent(id, sketch);
    if (sketches.size() > MOST) {
      thin();
    }
  }

  /** The id of the tensor that is most like one, if any is; the newest of equals. */
  Optional<String> nearest(Sketch sketch) {
    Optional<String> best = Optional.empty();
    double least = alike * sketch.norm();
    for (Map.Entry<String, Sketch> other : sketches.entrySet()) {
      double distance = sketch.distance(other.getValue());
      if (distance <= least) {
        least = distance;
        best = Optional.of(other.getKey());
      }
    }
    return best;
  }

  /** Of each cluster, the sketch that is nearest to its centroid stays. */
  private void thin() {
    List<String> ids = new ArrayList<>(sketches.keySet());
    double[][] points = sketches.values().stream().map(Sketch::values).toArray(double[][]::new);
    Clustering clustering = thinning.cluster(points);
    double[][] centroids = clustering.centroids(points);
    List<String> kept = new ArrayList<>();
    for (int cluster = 0; cluster < clustering.clusters(); cluster++) {
      double[] centroid = centroids[cluster];
      int middle =
          clustering.members(cluster).stream()
              .min(
                  (a, b) ->
                      Double.compare(
                          Points.squared(points[a], centroid), Points.squared(points[b], centroid)))
              .orElseThrow();
      kept.add(ids.get(middle));
    }
    sketches.keySet().retainAll(kept);
  }
}
