package dev.fedbench.core.learning;

/** What classifies the digits. */
public enum DigitsModel {
  /** Softmax regression: weights [10, 64] and bias [10], 650 values. */
  SOFTMAX(0.5),
  /**
   * A perceptron with one hidden layer of rectified units: hidden.weights [units, 64], hidden.bias
   * [units], output.weights [10, units], output.bias [10].
   */
  MLP(0.3);

  /** Far enough below where training diverges, at the default batch size. */
  private final double learningRate;

  DigitsModel(double learningRate) {
    this.learningRate = learningRate;
  }

  /** The learning rate unless another is said. */
  public double learningRate() {
    return learningRate;
  }
}
