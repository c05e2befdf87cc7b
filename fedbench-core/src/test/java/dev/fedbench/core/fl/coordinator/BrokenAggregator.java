package dev.fedbench.core.fl.coordinator;

import dev.fedbench.fl.Aggregation;
import dev.fedbench.fl.Aggregator;
import dev.fedbench.fl.TensorLayout;
import java.nio.FloatBuffer;

/** A host's aggregator that throws. */
record BrokenAggregator(Where where) implements Aggregator {

  enum Where {
    ADD,
    STEP
  }

  @Override
  public String name() {
    return "broken";
  }

  @Override
  public Aggregation begin(TensorLayout layout) {
    return new Aggregation() {
      private long updates;

      @Override
      public void add(FloatBuffer delta, long examples) {
        breakIf(Where.ADD);
        updates++;
      }

      @Override
      public void merge(Aggregation other) {
        throw new UnsupportedOperationException();
      }

      @Override
      public long updates() {
        return updates;
      }

      @Override
      public double[] step() {
        breakIf(Where.STEP);
        return new double[0];
      }
    };
  }

  private void breakIf(Where here) {
    if (where == here) {
      throw new IllegalStateException("out of order");
    }
  }
}
