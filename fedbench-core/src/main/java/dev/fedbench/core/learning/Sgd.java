package dev.fedbench.core.learning;

import java.util.random.RandomGenerator;

/**
 * Stochastic gradient descent on the mean cross-entropy loss of small batches, without momentum.
 *
 * @param epochs how often it goes through the examples
 * @param batchSize examples a step; an epoch's last batch may be smaller
 * @param learningRate length of a step, by the mean gradient
 */
record Sgd(int epochs, int batchSize, float learningRate) {

  /**
   * Trains in place, in an order that the generator decides.
   *
   * @throws InterruptedException if the thread was interrupted; the parameters are then
   *     half-trained
   */
  void train(Network network, float[] parameters, Examples examples, RandomGenerator random)
      throws InterruptedException {
    Pass pass = new Pass(network);
    float[] gradient = new float[parameters.length];
    int[] order = examples.indices().clone();
    for (int epoch = 0; epoch < epochs; epoch++) {
      if (Thread.interrupted()) {
        throw new InterruptedException(
            "training was interrupted after %d of %d epochs".formatted(epoch, epochs));
      }
      Randomness.shuffle(order, random);
      for (int from = 0; from < order.length; from += batchSize) {
        int to = Math.min(order.length, from + batchSize);
        for (int i = from; i < to; i++) {
          pass.addGradient(parameters, examples.data(), order[i], gradient);
        }
        Kernels.step(parameters, gradient, learningRate / (to - from));
      }
    }
  }
}
