package dev.fedbench.core.fedzk;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fedbench.fl.TensorLayout;
import dev.fedbench.fl.TensorSpec;
import dev.fedbench.fl.Tensors;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The body of {@code POST /submit_update}: parsed as a stream, so that it holds no more than its
 * numbers.
 *
 * @param clientId who says that he submits
 * @param gradients values by tensor name, in the order of the body
 * @param evidence its proof and what that is about; empty where updates carry none
 */
record SubmitUpdate(String clientId, Map<String, float[]> gradients, Optional<Evidence> evidence) {

  /**
   * A proof as it came.
   *
   * @param proofs the parts, each as JSON
   * @param publicInputs of each part
   */
  record Evidence(
      List<String> proofs,
      List<List<BigInteger>> publicInputs,
      byte[] runId,
      long round,
      long baseVersion,
      long examples,
      byte[] salt) {}

  /** The body is not such a request; the message is for the peer. */
  static final class InvalidBodyException extends Exception {
    private static final long serialVersionUID = 1;

    InvalidBodyException(String message) {
      super(message);
    }
  }

  private static final int MAX_CLIENT_ID = 200;

  private static final ObjectMapper JSON = new ObjectMapper(factory());

  private static JsonFactory factory() {
    return JsonFactory.builder()
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(20)
                .maxNumberLength(100)
                .maxStringLength(100_000)
                .maxNameLength(TensorSpec.MAX_NAME)
                .build())
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
        .build();
  }

  /**
   * Reads a body.
   *
   * @param parts how many proofs an update has here; 0 if none
   */
  static SubmitUpdate parse(ByteBuffer body, int parts) throws InvalidBodyException {
    byte[] bytes = new byte[body.remaining()];
    body.duplicate().get(bytes);
    try (JsonParser in = JSON.createParser(bytes)) {
      SubmitUpdate update = object(in, parts);
      if (in.nextToken() != null) {
        throw new InvalidBodyException("something follows the JSON object");
      }
      return update;
    } catch (IOException e) {
      throw new InvalidBodyException("not JSON as expected");
    }
  }

  private static SubmitUpdate object(JsonParser in, int parts)
      throws IOException, InvalidBodyException {
    if (in.nextToken() != JsonToken.START_OBJECT) {
      throw new InvalidBodyException("expected a JSON object");
    }
    String client = "unknown";
    Optional<Map<String, float[]>> gradients = Optional.empty();
    boolean proven = parts > 0;
    EvidenceFields evidence = new EvidenceFields(parts);
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String field = in.currentName();
      in.nextToken();
      if (field.equals("client_id")) {
        client = clientId(in);
      } else if (field.equals("gradients")) {
        gradients = Optional.of(gradients(in));
      } else if (!proven && (field.equals("proof") || field.equals("public_inputs"))) {
        empty(in, field);
      } else if (proven && EvidenceFields.NAMES.contains(field)) {
        evidence.read(field, in);
      } else {
        in.skipChildren();
      }
    }
    if (gradients.isEmpty() || gradients.get().isEmpty()) {
      throw new InvalidBodyException("gradients: missing or empty");
    }
    return new SubmitUpdate(
        client, gradients.get(), proven ? Optional.of(evidence.evidence()) : Optional.empty());
  }

  private static String clientId(JsonParser in) throws IOException, InvalidBodyException {
    if (in.currentToken() != JsonToken.VALUE_STRING || in.getTextLength() > MAX_CLIENT_ID) {
      throw new InvalidBodyException(
          "client_id: expected text of at most %d characters".formatted(MAX_CLIENT_ID));
    }
    String client = in.getText();
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(client)) {
      throw new InvalidBodyException("client_id: half a surrogate pair is no character");
    }
    return client;
  }

  /** A proof that nobody looks at would pass for one that was verified. */
  private static void empty(JsonParser in, String field) throws IOException, InvalidBodyException {
    boolean nothing =
        switch (in.currentToken()) {
          case VALUE_NULL -> true;
          case START_OBJECT -> in.nextToken() == JsonToken.END_OBJECT;
          case START_ARRAY -> in.nextToken() == JsonToken.END_ARRAY;
          default -> false;
        };
    if (!nothing) {
      throw new InvalidBodyException(
          field + ": this coordinator verifies no proofs; leave it out, or empty");
    }
  }

  private static Map<String, float[]> gradients(JsonParser in)
      throws IOException, InvalidBodyException {
    if (in.currentToken() != JsonToken.START_OBJECT) {
      throw new InvalidBodyException("gradients: expected an object of arrays of numbers");
    }
    Map<String, float[]> gradients = new LinkedHashMap<>();
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String name = in.currentName();
      if (gradients.size() == TensorLayout.MAX_TENSORS || name.isEmpty()) {
        throw new InvalidBodyException("gradients: too many names, or an empty one");
      }
      in.nextToken();
      gradients.put(name, numbers(in, name));
    }
    return gradients;
  }

  private static float[] numbers(JsonParser in, String name)
      throws IOException, InvalidBodyException {
    if (in.currentToken() != JsonToken.START_ARRAY) {
      throw new InvalidBodyException("gradients, '%s': expected an array".formatted(name));
    }
    float[] values = new float[16];
    int count = 0;
    while (in.nextToken() != JsonToken.END_ARRAY) {
      if (in.currentToken() == null || !in.currentToken().isNumeric()) {
        throw new InvalidBodyException(
            "gradients, '%s', index %d: expected a number".formatted(name, count));
      }
      if (count == values.length) {
        values = Arrays.copyOf(values, 2 * count);
      }
      values[count++] = (float) in.getDoubleValue();
    }
    if (count == 0) {
      throw new InvalidBodyException("gradients, '%s': empty".formatted(name));
    }
    return Arrays.copyOf(values, count);
  }

  /** The values in the order of the model's layout; in the body's own, if there is none yet. */
  Tensors tensors(Optional<TensorLayout> expected) throws InvalidBodyException {
    List<TensorSpec> found = new ArrayList<>();
    gradients.forEach((name, values) -> found.add(TensorSpec.of(name, values.length)));
    TensorLayout layout = expected.orElseGet(() -> new TensorLayout(found));
    float[] all = new float[layout.size()];
    int offset = 0;
    for (TensorSpec spec : layout.specs()) {
      float[] values = gradients.get(spec.name());
      if (values == null || values.length != spec.size() || found.size() != layout.specs().size()) {
        throw new InvalidBodyException("gradients: found %s; expected %s".formatted(found, layout));
      }
      System.arraycopy(values, 0, all, offset, values.length);
      offset += values.length;
    }
    return new Tensors(layout, all);
  }
}
