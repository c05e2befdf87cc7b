package dev.fedbench.core.proofservice;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.fedbench.core.proof.QuantizationException;
import dev.fedbench.core.proof.Quantizer;
import dev.fedbench.fl.TensorLayout;
import dev.fedbench.fl.TensorSpec;
import dev.fedbench.fl.Tensors;
import dev.fedbench.proof.QuantizedUpdate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** An update as it comes over the wire: floats by tensor, or whole numbers. */
final class Values {

  private static final int FIRST = 16;

  private final int most;
  private Optional<Tensors> floats = Optional.empty();
  private Optional<int[]> whole = Optional.empty();

  /**
   * @param most how many are taken
   */
  Values(int most) {
    this.most = most;
  }

  /** Reads {@code gradients}: arrays of numbers by tensor. */
  void readGradients(JsonParser in) throws IOException, RefusedException {
    if (in.currentToken() != JsonToken.START_OBJECT) {
      throw RefusedException.invalid("gradients: expected an object of arrays of numbers");
    }
    float[] values = new float[FIRST];
    int count = 0;
    List<TensorSpec> specs = new ArrayList<>();
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String name = in.currentName();
      int start = count;
      array(in, "gradients, tensor " + (specs.size() + 1));
      while (in.nextToken() != JsonToken.END_ARRAY) {
        if (in.currentToken() == null || !in.currentToken().isNumeric()) {
          throw RefusedException.invalid(
              "gradients, tensor %d, index %d: expected a number", specs.size() + 1, count - start);
        }
        checkRoom(count);
        if (count == values.length) {
          values = Arrays.copyOf(values, 2 * count);
        }
        values[count++] = in.getFloatValue();
      }
      if (count == start || specs.size() == TensorLayout.MAX_TENSORS) {
        throw RefusedException.invalid("gradients: too many tensors, or an empty one");
      }
      specs.add(spec(name, count - start));
    }
    if (specs.isEmpty()) {
      throw RefusedException.invalid("gradients: empty");
    }
    floats = Optional.of(new Tensors(new TensorLayout(specs), Arrays.copyOf(values, count)));
  }

  private static TensorSpec spec(String name, int size) throws RefusedException {
    try {
      return TensorSpec.of(name, size);
    } catch (IllegalArgumentException e) {
      throw RefusedException.invalid("gradients: a name that no tensor can have");
    }
  }

  /** Reads {@code quantized}: an array of whole numbers. */
  void readQuantized(JsonParser in) throws IOException, RefusedException {
    int[] values = new int[FIRST];
    int count = 0;
    if (in.currentToken() != JsonToken.START_ARRAY) {
      throw RefusedException.invalid("quantized: expected an array");
    }
    while (in.nextToken() != JsonToken.END_ARRAY) {
      checkRoom(count);
      if (count == values.length) {
        values = Arrays.copyOf(values, 2 * count);
      }
      values[count] =
          (int)
              ServiceJson.number(
                  "quantized, index " + count, in, Integer.MIN_VALUE, Integer.MAX_VALUE);
      count++;
    }
    if (count == 0) {
      throw RefusedException.invalid("quantized: empty");
    }
    whole = Optional.of(Arrays.copyOf(values, count));
  }

  private static void array(JsonParser in, String what) throws IOException, RefusedException {
    if (in.nextToken() != JsonToken.START_ARRAY) {
      throw RefusedException.invalid("%s: expected an array", what);
    }
  }

  private void checkRoom(int count) throws RefusedException {
    if (count == most) {
      throw RefusedException.invalid(
          "more than %d values: the limit of this service (--max-values)", most);
    }
  }

  /** As whole numbers of that width. */
  QuantizedUpdate quantized(int bits, long scale) throws RefusedException {
    if (floats.isPresent() == whole.isPresent()) {
      throw RefusedException.invalid("gradients: missing or empty; expected them or 'quantized'");
    }
    try {
      return whole.isPresent()
          ? new QuantizedUpdate(whole.get(), bits, scale)
          : Quantizer.quantize(floats.get(), bits, scale);
    } catch (IllegalArgumentException | QuantizationException e) {
      throw RefusedException.invalid("%s", e.getMessage());
    }
  }
}
