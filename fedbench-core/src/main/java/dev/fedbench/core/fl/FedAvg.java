package dev.fedbench.core.fl;

import dev.fedbench.fl.Aggregation;
import dev.fedbench.fl.Aggregator;
import dev.fedbench.fl.TensorLayout;
import dev.fedbench.proof.QuantizedUpdate;
import java.nio.FloatBuffer;

/**
 * FedAvg: the mean of the updates, weighted by examples (McMahan et al., Communication-Efficient
 * Learning of Deep Networks from Decentralized Data, 2017).
 */
public final class FedAvg implements Aggregator {

  /** Found as a service. */
  public FedAvg() {}

  @Override
  public String name() {
    return "fedavg";
  }

  @Override
  public Aggregation begin(TensorLayout layout) {
    return new WeightedSum(layout.size());
  }

  /**
   * Sums in double, where a float32 times a weight below 2^29 is exact; quantised updates in whole
   * numbers, which are exact in any order as long as they fit. If they do not it is an error, and
   * the sum is of no use after it.
   */
  private static final class WeightedSum implements Aggregation {

    private static final int CHUNK = 1024;

    private final int size;
    private double[] sum = {};
    private long[] whole = {};
    private long scale;
    private long weight;
    private long updates;

    WeightedSum(int size) {
      this.size = size;
    }

    @Override
    public void add(FloatBuffer delta, long examples) {
      FloatBuffer in = delta.duplicate();
      checkSize(in.remaining());
      weight = Math.addExact(weight, examples);
      float[] chunk = new float[Math.min(size, CHUNK)];
      double[] to = sum();
      for (int start = 0; start < size; start += CHUNK) {
        int length = Math.min(CHUNK, size - start);
        in.get(chunk, 0, length);
        for (int i = 0; i < length; i++) {
          to[start + i] += (double) chunk[i] * examples;
        }
      }
      updates++;
    }

    @Override
    public void add(QuantizedUpdate update, long examples) {
      int[] values = update.values();
      checkSize(values.length);
      long[] to = whole(update.scale());
      weight = Math.addExact(weight, examples);
      for (int i = 0; i < size; i++) {
        to[i] = Math.addExact(to[i], Math.multiplyExact(examples, values[i]));
      }
      updates++;
    }

    @Override
    public void merge(Aggregation other) {
      if (!(other instanceof WeightedSum that) || that.size != size) {
        throw new IllegalArgumentException("not an aggregation of FedAvg over the same layout");
      }
      weight = Math.addExact(weight, that.weight);
      if (that.sum.length > 0) {
        double[] to = sum();
        for (int i = 0; i < size; i++) {
          to[i] += that.sum[i];
        }
      }
      if (that.whole.length > 0) {
        long[] to = whole(that.scale);
        for (int i = 0; i < size; i++) {
          to[i] = Math.addExact(to[i], that.whole[i]);
        }
      }
      updates += that.updates;
    }

    private void checkSize(int found) {
      if (found != size) {
        throw new IllegalArgumentException("%d values; expected %d".formatted(found, size));
      }
    }

    private double[] sum() {
      if (sum.length == 0) {
        sum = new double[size];
      }
      return sum;
    }

    private long[] whole(long ofScale) {
      if (whole.length == 0) {
        whole = new long[size];
        scale = ofScale;
      }
      if (scale != ofScale) {
        throw new IllegalArgumentException(
            "an update of scale %d among others of %d".formatted(ofScale, scale));
      }
      return whole;
    }

    @Override
    public long updates() {
      return updates;
    }

    @Override
    public double[] step() {
      if (updates == 0) {
        throw new IllegalStateException("no update to aggregate");
      }
      double[] mean = new double[size];
      for (int i = 0; i < size; i++) {
        double floats = sum.length == 0 ? 0 : sum[i];
        double exact = whole.length == 0 ? 0 : (double) whole[i] / scale;
        mean[i] = (floats + exact) / weight;
      }
      return mean;
    }
  }
}
