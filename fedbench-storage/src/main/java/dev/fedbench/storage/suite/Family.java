package dev.fedbench.storage.suite;

import dev.fedbench.storage.Dtype;
import dev.fedbench.storage.MemoryCheckpoint;
import dev.fedbench.storage.TensorInfo;
import dev.fedbench.storage.clustering.Clustering;
import dev.fedbench.storage.clustering.Sketch;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Tensors of one shape that are variants of a few bases: as fine-tuned models are, at noise between
 * a thousandth and a fifth of the deviation.
 *
 * @param bases how many bases; tensor i is a variant of base i modulo that
 */
record Family(int bases, List<byte[]> tensors) {

  private static final int ELEMENTS = 16_384;
  private static final TensorInfo TENSOR = TensorInfo.of("w", Dtype.F32, ELEMENTS);
  private static final double[] NOISE = {1e-3, 1e-2, 0.05, 0.2};

  static Family of(int tensors, int bases, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] centres = new double[bases][ELEMENTS];
    for (double[] centre : centres) {
      for (int i = 0; i < ELEMENTS; i++) {
        centre[i] = 0.02 * gauss(random);
      }
    }
    List<byte[]> all = new ArrayList<>();
    for (int t = 0; t < tensors; t++) {
      double noise = 0.02 * NOISE[t / bases % NOISE.length];
      ByteBuffer bytes = ByteBuffer.allocate(ELEMENTS * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      for (double value : centres[t % bases]) {
        bytes.putFloat((float) (value + noise * gauss(random)));
      }
      all.add(bytes.array());
    }
    return new Family(bases, all);
  }

  /** Nearly: the sum of twelve. */
  private static double gauss(SplittableRandom random) {
    double sum = -6;
    for (int i = 0; i < 12; i++) {
      sum += random.nextDouble();
    }
    return sum;
  }

  double[][] points() {
    return tensors.stream()
        .map(bytes -> Sketch.of(TENSOR, ByteBuffer.wrap(bytes)).values())
        .toArray(double[][]::new);
  }

  /** A tensor as a checkpoint of its own. */
  MemoryCheckpoint checkpoint(int tensor) {
    return MemoryCheckpoint.EMPTY.with(TENSOR, tensors.get(tensor));
  }

  long bytes() {
    return (long) tensors.size() * ELEMENTS * Float.BYTES;
  }

  /** Tensors that are of the base that most of their cluster are of, over all. */
  double purity(Clustering clustering) {
    int pure = 0;
    for (int cluster = 0; cluster < clustering.clusters(); cluster++) {
      Map<Integer, Integer> counts = new HashMap<>();
      clustering.members(cluster).forEach(i -> counts.merge(i % bases, 1, Integer::sum));
      pure += counts.values().stream().mapToInt(n -> n).max().orElse(0);
    }
    return (double) pure / tensors.size();
  }
}
