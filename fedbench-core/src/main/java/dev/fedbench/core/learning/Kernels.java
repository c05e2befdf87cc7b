package dev.fedbench.core.learning;

import java.util.Arrays;

/**
 * The arithmetic of fully connected layers, over plain arrays. Nothing is checked or allocated; the
 * arrays of a call must be different ones.
 */
final class Kernels {

  private Kernels() {}

  /**
   * {@code out = W in + b}; the input starts at {@code inAt}. Four outputs at once where there are
   * four: a single sum would wait for each of its additions, four keep the processor busy.
   */
  static void forward(Layer layer, float[] parameters, float[] in, int inAt, float[] out) {
    int o = 0;
    for (; o <= layer.outputs() - 4; o += 4) {
      forwardFour(layer, parameters, in, inAt, out, o);
    }
    for (; o < layer.outputs(); o++) {
      int row = layer.weights() + o * layer.inputs();
      float sum = parameters[layer.bias() + o];
      for (int i = 0; i < layer.inputs(); i++) {
        sum += parameters[row + i] * in[inAt + i];
      }
      out[o] = sum;
    }
  }

  private static void forwardFour(
      Layer layer, float[] parameters, float[] in, int inAt, float[] out, int o) {
    int inputs = layer.inputs();
    int row0 = layer.weights() + o * inputs;
    int row1 = row0 + inputs;
    int row2 = row1 + inputs;
    int row3 = row2 + inputs;
    float sum0 = parameters[layer.bias() + o];
    float sum1 = parameters[layer.bias() + o + 1];
    float sum2 = parameters[layer.bias() + o + 2];
    float sum3 = parameters[layer.bias() + o + 3];
    for (int i = 0; i < inputs; i++) {
      float x = in[inAt + i];
      sum0 += parameters[row0 + i] * x;
      sum1 += parameters[row1 + i] * x;
      sum2 += parameters[row2 + i] * x;
      sum3 += parameters[row3 + i] * x;
    }
    out[o] = sum0;
    out[o + 1] = sum1;
    out[o + 2] = sum2;
    out[o + 3] = sum3;
  }

  /** {@code in = transpose(W) out}: carries the loss's gradient from outputs back to inputs. */
  static void backward(Layer layer, float[] parameters, float[] out, float[] in) {
    int inputs = layer.inputs();
    Arrays.fill(in, 0);
    for (int o = 0; o < layer.outputs(); o++) {
      float factor = out[o];
      int row = layer.weights() + o * inputs;
      for (int i = 0; i < inputs; i++) {
        in[i] += factor * parameters[row + i];
      }
    }
  }

  /**
   * Adds one example's gradient of the layer's own parameters.
   *
   * @param out the loss's gradient by the layer's outputs
   */
  static void addGradient(Layer layer, float[] out, float[] in, int inAt, float[] gradient) {
    int inputs = layer.inputs();
    for (int o = 0; o < layer.outputs(); o++) {
      float factor = out[o];
      if (factor == 0) {
        continue; // a hidden unit that is off for this example
      }
      gradient[layer.bias() + o] += factor;
      int row = layer.weights() + o * inputs;
      for (int i = 0; i < inputs; i++) {
        gradient[row + i] += factor * in[inAt + i];
      }
    }
  }

  /** Rectifies: negative values become zero. */
  static void relu(float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.max(values[i], 0);
    }
  }

  /** Zeroes the gradient where the unit was off. */
  static void maskByRelu(float[] activations, float[] gradient) {
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = activations[i] > 0 ? gradient[i] : 0;
    }
  }

  /**
   * Replaces logits by the cross-entropy loss's gradient by them: softmax less the one-hot label.
   */
  static void crossEntropyGradient(float[] logits, int label) {
    float largest = logits[argMax(logits)];
    float sum = 0;
    for (int c = 0; c < logits.length; c++) {
      logits[c] = (float) Math.exp(logits[c] - largest);
      sum += logits[c];
    }
    float scale = 1 / sum;
    for (int c = 0; c < logits.length; c++) {
      logits[c] *= scale;
    }
    logits[label] -= 1;
  }

  /** The cross-entropy loss, in nats: minus the logarithm of the label's softmax. */
  static double crossEntropy(float[] logits, int label) {
    double largest = logits[argMax(logits)];
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit - largest);
    }
    return Math.log(sum) + largest - logits[label];
  }

  /** Where the largest value is, the first of them. */
  static int argMax(float[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] > values[best]) {
        best = i;
      }
    }
    return best;
  }

  /** One step down the gradient, which is zeroed for the next batch. */
  static void step(float[] parameters, float[] gradient, float rate) {
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] -= rate * gradient[i];
    }
    Arrays.fill(gradient, 0);
  }
}
