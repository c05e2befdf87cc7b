package dev.fedbench.fl;

import dev.fedbench.spi.Extension;
import java.util.Iterator;

/**
 * Real checkpoints in training, for those who measure how checkpoints are kept. Found by name.
 * Training happens as the iterator is asked: nobody needs to hold more than one.
 */
public interface CheckpointSeries extends Extension {

  /**
   * Trains, and hands over the model after each step; it never ends by itself.
   *
   * @param seed the same gives the same checkpoints
   * @return all of one layout; for one thread
   */
  Iterator<Tensors> train(long seed);
}
