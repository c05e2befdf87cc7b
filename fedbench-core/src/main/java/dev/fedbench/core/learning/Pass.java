package dev.fedbench.core.learning;

import java.util.List;

/**
 * Working memory for examples to go through a network, forth and back, one after the other. One
 * thread at a time.
 */
final class Pass {

  private final List<Layer> layers;

  /** Each layer's outputs; the last layer's are the logits, then the loss's gradient by them. */
  private final float[][] outputs;

  /** The loss's gradient by the outputs of the hidden layers. */
  private final float[][] gradients;

  Pass(Network network) {
    layers = network.layers();
    outputs = layers.stream().map(layer -> new float[layer.outputs()]).toArray(float[][]::new);
    gradients =
        layers.stream().skip(1).map(layer -> new float[layer.inputs()]).toArray(float[][]::new);
  }

  /** What the network makes of an example: valid until the next call, one value a class. */
  float[] logits(float[] parameters, Dataset data, int example) {
    float[] in = data.features();
    int inAt = example * data.width();
    int last = layers.size() - 1;
    for (int i = 0; i <= last; i++) {
      Kernels.forward(layers.get(i), parameters, in, inAt, outputs[i]);
      if (i < last) {
        Kernels.relu(outputs[i]);
      }
      in = outputs[i];
      inAt = 0;
    }
    return in;
  }

  /** Adds the gradient of an example's loss by the parameters. */
  void addGradient(float[] parameters, Dataset data, int example, float[] gradient) {
    float[] out = logits(parameters, data, example);
    Kernels.crossEntropyGradient(out, data.labels()[example]);
    for (int i = layers.size() - 1; i > 0; i--) {
      Kernels.addGradient(layers.get(i), out, outputs[i - 1], 0, gradient);
      Kernels.backward(layers.get(i), parameters, out, gradients[i - 1]);
      Kernels.maskByRelu(outputs[i - 1], gradients[i - 1]);
      out = gradients[i - 1];
    }
    Kernels.addGradient(layers.get(0), out, data.features(), example * data.width(), gradient);
  }
}
