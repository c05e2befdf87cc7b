package dev.fedbench.core.learning;

import dev.fedbench.fl.Evaluation;
import dev.fedbench.fl.TensorLayout;
import dev.fedbench.fl.TensorSpec;
import dev.fedbench.fl.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A classifier of fully connected layers with rectifiers between them; without a hidden layer it is
 * softmax regression. Only the shape: parameters live in flat arrays, in the layout's order.
 * Immutable.
 */
final class Network {

  private final List<Layer> layers;
  private final TensorLayout layout;

  private Network(int inputs, List<String> prefixes, List<Integer> outputs) {
    List<Layer> made = new ArrayList<>();
    List<TensorSpec> specs = new ArrayList<>();
    int width = inputs;
    int at = 0;
    for (int i = 0; i < outputs.size(); i++) {
      int units = outputs.get(i);
      made.add(new Layer(width, units, at, at + units * width));
      specs.add(TensorSpec.of(prefixes.get(i) + "weights", units, width));
      specs.add(TensorSpec.of(prefixes.get(i) + "bias", units));
      at += units * width + units;
      width = units;
    }
    layers = List.copyOf(made);
    layout = new TensorLayout(specs);
  }

  /** Softmax regression: weights [classes, inputs], bias [classes]. */
  static Network softmax(int inputs, int classes) {
    return new Network(inputs, List.of(""), List.of(classes));
  }

  /**
   * A perceptron with one hidden layer: hidden.weights [hidden, inputs], hidden.bias [hidden],
   * output.weights [classes, hidden], output.bias [classes].
   */
  static Network mlp(int inputs, int hidden, int classes) {
    return new Network(inputs, List.of("hidden.", "output."), List.of(hidden, classes));
  }

  List<Layer> layers() {
    return layers;
  }

  TensorLayout layout() {
    return layout;
  }

  /**
   * Where training starts. Softmax regression is convex and starts at zero. A hidden layer needs
   * weights that differ: normal with variance 2 / inputs (He, Zhang, Ren and Sun, "Delving Deep
   * into Rectifiers", 2015); biases are zero.
   */
  Tensors initial(long seed) {
    float[] parameters = new float[layout.size()];
    if (layers.size() > 1) {
      SplittableRandom random = new SplittableRandom(seed);
      for (Layer layer : layers) {
        double deviation = Math.sqrt(2.0 / layer.inputs());
        for (int i = layer.weights(); i < layer.bias(); i++) {
          parameters[i] = (float) (deviation * random.nextGaussian());
        }
      }
    }
    return new Tensors(layout, parameters);
  }

  /**
   * Mean loss and accuracy.
   *
   * @param examples at least one
   */
  Evaluation evaluate(float[] parameters, Examples examples) {
    Pass pass = new Pass(this);
    double loss = 0;
    int right = 0;
    for (int position = 0; position < examples.size(); position++) {
      float[] logits = pass.logits(parameters, examples.data(), examples.indices()[position]);
      loss += Kernels.crossEntropy(logits, examples.label(position));
      right += Kernels.argMax(logits) == examples.label(position) ? 1 : 0;
    }
    int count = examples.size();
    return Evaluation.of(loss / count, (double) right / count, count);
  }
}
