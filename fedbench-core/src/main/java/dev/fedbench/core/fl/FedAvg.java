package dev.fedbench.core.fl;

import dev.fedbench.fl.Aggregation;
import dev.fedbench.fl.Aggregator;
import dev.fedbench.fl.TensorLayout;
import java.nio.FloatBuffer;

/**
 * FedAvg: the mean of the updates, weighted by examples (McMahan et al., Communication-Efficient
 * Learning of Deep Networks from Decentralized Data, 2017).
 */
public final class FedAvg implements Aggregator {

  @Override
  public String name() {
    return "fedavg";
  }

  @Override
  public Aggregation begin(TensorLayout layout) {
    return new WeightedSum(layout.size());
  }

  /** Sums in double: a float32 times a weight below 2^29 is exact there. */
  private static final class WeightedSum implements Aggregation {

    private static final int CHUNK = 1024;

    private final double[] sum;
    private final float[] chunk;
    private double weight;
    private long updates;

    WeightedSum(int size) {
      sum = new double[size];
      chunk = new float[Math.min(size, CHUNK)];
    }

    @Override
    public void add(FloatBuffer delta, long examples) {
      FloatBuffer in = delta.duplicate();
      if (in.remaining() != sum.length) {
        throw new IllegalArgumentException(
            "%d values; expected %d".formatted(in.remaining(), sum.length));
      }
      for (int start = 0; start < sum.length; start += CHUNK) {
        int length = Math.min(CHUNK, sum.length - start);
        in.get(chunk, 0, length);
        for (int i = 0; i < length; i++) {
          sum[start + i] += (double) chunk[i] * examples;
        }
      }
      weight += examples;
      updates++;
    }

    @Override
    public void merge(Aggregation other) {
      if (!(other instanceof WeightedSum that) || that.sum.length != sum.length) {
        throw new IllegalArgumentException("not an aggregation of FedAvg over the same layout");
      }
      for (int i = 0; i < sum.length; i++) {
        sum[i] += that.sum[i];
      }
      weight += that.weight;
      updates += that.updates;
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
      double[] mean = new double[sum.length];
      for (int i = 0; i < mean.length; i++) {
        mean[i] = sum[i] / weight;
      }
      return mean;
    }
  }
}
