package dev.fedbench.storage.suite;

import dev.fedbench.storage.CheckpointSource;
import dev.fedbench.storage.Dtype;
import dev.fedbench.storage.TensorInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.EnumSet;
import java.util.OptionalDouble;
import java.util.Set;

/** The cosine of the angle between two models, over all elements of the tensors that both have. */
final class Cosine {

  private static final Set<Dtype> KNOWN = EnumSet.of(Dtype.F32, Dtype.F64, Dtype.BF16);

  private double product;
  private double squares;
  private double otherSquares;

  private Cosine() {}

  /** Empty where they share no floats, one of them is 0, or there are values without a product. */
  static OptionalDouble of(CheckpointSource model, CheckpointSource other) throws IOException {
    Cosine sums = new Cosine();
    for (TensorInfo tensor : model.tensors()) {
      if (KNOWN.contains(tensor.dtype()) && other.tensors().contains(tensor)) {
        sums.add(
            tensor.dtype(), model.open(tensor).readAllBytes(), other.open(tensor).readAllBytes());
      }
    }
    double cosine = sums.product / Math.sqrt(sums.squares * sums.otherSquares);
    return Double.isFinite(cosine) ? OptionalDouble.of(cosine) : OptionalDouble.empty();
  }

  private void add(Dtype dtype, byte[] bytes, byte[] others) {
    ByteBuffer own = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer other = ByteBuffer.wrap(others).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < bytes.length; at += dtype.bytes()) {
      double a = GaussianLimit.value(dtype, own, at);
      double b = GaussianLimit.value(dtype, other, at);
      product += a * b;
      squares += a * a;
      otherSquares += b * b;
    }
  }
}
