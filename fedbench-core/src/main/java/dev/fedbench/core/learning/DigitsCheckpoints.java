package dev.fedbench.core.learning;

import dev.fedbench.fl.CheckpointSeries;
import dev.fedbench.fl.Tensors;
import java.util.Iterator;

/**
 * A perceptron that learns to read handwritten digits: its weights after each epoch over all
 * training images. Thread-safe, without state; an iterator is for one thread.
 */
public final class DigitsCheckpoints implements CheckpointSeries {

  private static final int UNITS = 512;

  /** For discovery. */
  public DigitsCheckpoints() {}

  @Override
  public String name() {
    return "digits";
  }

  /**
   * The initial weights first.
   *
   * @throws IllegalStateException from {@code next} if the thread was interrupted
   */
  @Override
  public Iterator<Tensors> train(long seed) {
    DigitsTask task =
        DigitsWorkload.builder()
            .model(DigitsModel.MLP)
            .hiddenUnits(UNITS)
            .dataSeed(seed)
            .build()
            .task();
    return new Epochs(task, seed);
  }

  private static final class Epochs implements Iterator<Tensors> {

    private final DigitsTask task;
    private final Examples examples;
    private final long seed;
    private final float[] weights;
    private int epoch;

    Epochs(DigitsTask task, long seed) {
      this.task = task;
      this.examples = task.training(0, 1);
      this.seed = seed;
      this.weights = task.initial().values().clone();
    }

    @Override
    public boolean hasNext() {
      return true;
    }

    @Override
    public Tensors next() {
      if (epoch > 0) {
        try {
          Sgd pass = new Sgd(1, task.sgd().batchSize(), task.sgd().learningRate());
          pass.train(task.network(), weights, examples, Randomness.generator(seed, epoch));
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IllegalStateException("training was interrupted in epoch " + epoch, e);
        }
      }
      epoch++;
      return new Tensors(task.network().layout(), weights.clone());
    }
  }
}
