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
  private static final double DRIFT_NOISE = 0.05;
  private static final double[] NOISE = {1e-3, 1e-2, 0.05, 0.2};

  static Family of(int tensors, int bases, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] centres = centres(bases, random);
    List<byte[]> all = new ArrayList<>();
    for (int t = 0; t < tensors; t++) {
      all.add(near(centres[t % bases], NOISE[t / bases % NOISE.length], random));
    }
    return new Family(bases, all);
  }

  /**
   * Variants that drift: the first half are of the bases as they were; from then on each base goes
   * two ways at once, every other variant towards one of two new bases of its own, which the last
   * ones have reached.
   */
  static Family drifting(int tensors, int bases, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] all = centres(3 * bases, random);
    List<byte[]> drifted = new ArrayList<>();
    for (int t = 0; t < tensors; t++) {
      int base = t % bases;
      double[] towards = all[bases + 2 * base + t / bases % 2];
      double angle = Math.max(0, 2.0 * (t + 1) / tensors - 1) * Math.PI / 2;
      double[] centre = new double[ELEMENTS];
      for (int i = 0; i < ELEMENTS; i++) {
        centre[i] = Math.cos(angle) * all[base][i] + Math.sin(angle) * towards[i];
      }
      drifted.add(near(centre, DRIFT_NOISE, random));
    }
    return new Family(bases, drifted);
  }

  private static double[][] centres(int bases, SplittableRandom random) {
    double[][] centres = new double[bases][ELEMENTS];
    for (double[] centre : centres) {
      for (int i = 0; i < ELEMENTS; i++) {
        centre[i] = 0.02 * gauss(random);
      }
    }
    return centres;
  }

  private static byte[] near(double[] centre, double noise, SplittableRandom random) {
    ByteBuffer bytes = ByteBuffer.allocate(ELEMENTS * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : centre) {
      bytes.putFloat((float) (value + 0.02 * noise * gauss(random)));
    }
    return bytes.array();
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
