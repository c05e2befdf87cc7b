package dev.fedbench.core.learning;

import java.util.Arrays;

/**
 * The arithmetic of fully connected layers, over plain arrays. Nothing is checked or allocated; the
 * arrays of a call must be different ones.
 */
final class Kernels {

  private Kernels() {}

  /** {@code out = W in + b}; the input starts at {@code inAt}. */
  static void forward(Layer layer, float[] parameters, float[] in, int inAt, float[] out) {
    int inputs = layer.inputs();
    for (int o = 0; o < layer.outputs(); o++) {
      out[o] =
          parameters[layer.bias() + o]
              + dot(parameters, layer.weights() + o * inputs, in, inAt, inputs);
    }
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

  /** Four sums at once: one alone would wait for each addition before it starts the next. */
  private static float dot(float[] a, int aAt, float[] b, int bAt, int length) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int i = 0;
    for (; i <= length - 4; i += 4) {
      s0 += a[aAt + i] * b[bAt + i];
      s1 += a[aAt + i + 1] * b[bAt + i + 1];
      s2 += a[aAt + i + 2] * b[bAt + i + 2];
      s3 += a[aAt + i + 3] * b[bAt + i + 3];
    }
    for (; i < length; i++) {
      s0 += a[aAt + i] * b[bAt + i];
    }
    return (s0 + s1) + (s2 + s3);
  }
}
