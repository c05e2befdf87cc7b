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
  private final List<TensorSpec> specs = new ArrayList<>();
  private float[] floats = new float[FIRST];
  private int count;
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
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String name = in.currentName();
      in.nextToken();
      readTensor(name, in);
    }
  }

  /** Reads one of them. */
  void readTensor(String name, JsonParser in) throws IOException, RefusedException {
    int number = specs.size() + 1;
    int start = count;
    if (in.currentToken() != JsonToken.START_ARRAY) {
      throw RefusedException.invalid("gradients, tensor %d: expected an array", number);
    }
    while (in.nextToken() != JsonToken.END_ARRAY) {
      if (!in.currentToken().isNumeric()) {
        throw RefusedException.invalid(
            "gradients, tensor %d, index %d: expected a number", number, count - start);
      }
      checkRoom(count);
      if (count == floats.length) {
        floats = Arrays.copyOf(floats, 2 * count);
      }
      floats[count++] = in.getFloatValue();
    }
    if (count == start || number > TensorLayout.MAX_TENSORS) {
      throw RefusedException.invalid("gradients: too many tensors, or an empty one");
    }
    specs.add(spec(name, count - start));
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

  private void checkRoom(int count) throws RefusedException {
    if (count == most) {
      throw RefusedException.invalid(
          "more than %d values: the limit of this service (--max-values)", most);
    }
  }

  /** What was read by tensor. */
  Tensors tensors() throws RefusedException {
    if (specs.isEmpty()) {
      throw RefusedException.invalid("gradients: missing or empty");
    }
    try {
      return new Tensors(new TensorLayout(specs), Arrays.copyOf(floats, count));
    } catch (IllegalArgumentException e) { // two of one name
      throw RefusedException.invalid("gradients: no model has such tensors");
    }
  }

  /** As whole numbers of that width. */
  QuantizedUpdate quantized(int bits, long scale) throws RefusedException {
    if (specs.isEmpty() == whole.isEmpty()) {
      throw RefusedException.invalid("gradients: missing or empty; expected them or 'quantized'");
    }
    try {
      return whole.isPresent()
          ? new QuantizedUpdate(whole.get(), bits, scale)
          : Quantizer.quantize(tensors(), bits, scale);
    } catch (IllegalArgumentException | QuantizationException e) {
      throw RefusedException.invalid("%s", e.getMessage());
    }
  }
}
