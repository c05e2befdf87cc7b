package dev.fedbench.core.learning;

import dev.fedbench.fl.TensorLayout;
import java.util.List;

/** The slow truth: the loss of a network as its textbook says, in double, by tensor names. */
final class SlowNetwork {

  private SlowNetwork() {}

  /** Mean cross-entropy over the examples. */
  static double loss(TensorLayout layout, double[] parameters, Examples examples) {
    double sum = 0;
    for (int position = 0; position < examples.size(); position++) {
      double[] logits = logits(layout, parameters, examples, position);
      double total = 0;
      for (double logit : logits) {
        total += Math.exp(logit);
      }
      sum -= Math.log(Math.exp(logits[examples.label(position)]) / total);
    }
    return sum / examples.size();
  }

  private static double[] logits(
      TensorLayout layout, double[] parameters, Examples examples, int position) {
    int width = examples.data().width();
    double[] x = new double[width];
    for (int i = 0; i < width; i++) {
      x[i] = examples.data().features()[examples.indices()[position] * width + i];
    }
    if (layout.specs().size() == 2) {
      return affine(layout, "", parameters, x);
    }
    double[] hidden = affine(layout, "hidden.", parameters, x);
    for (int i = 0; i < hidden.length; i++) {
      hidden[i] = hidden[i] < 0 ? 0 : hidden[i];
    }
    return affine(layout, "output.", parameters, hidden);
  }

  private static double[] affine(
      TensorLayout layout, String prefix, double[] parameters, double[] x) {
    List<Integer> shape =
        layout.specs().stream()
            .filter(spec -> spec.name().equals(prefix + "weights"))
            .findFirst()
            .orElseThrow()
            .shape();
    double[] y = new double[shape.get(0)];
    for (int o = 0; o < y.length; o++) {
      y[o] = parameters[layout.offset(prefix + "bias") + o];
      for (int i = 0; i < x.length; i++) {
        y[o] += parameters[layout.offset(prefix + "weights") + o * shape.get(1) + i] * x[i];
      }
    }
    return y;
  }
}
