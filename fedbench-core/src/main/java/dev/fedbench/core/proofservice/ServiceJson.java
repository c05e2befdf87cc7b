package dev.fedbench.core.proofservice;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.fedbench.fl.TensorSpec;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/**
 * What both sides read of each other's JSON: as a stream, so that nothing is held but what is asked
 * for.
 */
final class ServiceJson {

  /** One part of a proof, as text. A part of Groth16's has some 800 characters. */
  static final int MOST_PART = 64 * 1024;

  private static final Pattern SIGNAL = Pattern.compile("[0-9]{1,100}");
  private static final int MOST_SIGNALS = 1_000;

  private static final JsonFactory JSON =
      JsonFactory.builder()
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

  private ServiceJson() {}

  /** Takes one field; the parser stands at the start of its value, and is left at its end. */
  interface Fields {
    void field(String name, JsonParser in) throws IOException, RefusedException;
  }

  /**
   * Reads an object that is all there is.
   *
   * @throws RefusedException if it is no such JSON, or a field is not as expected
   */
  static void object(byte[] utf8, Fields fields) throws RefusedException {
    whole(
        utf8,
        JsonToken.START_OBJECT,
        in -> {
          while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            in.nextToken();
            fields.field(name, in);
          }
        });
  }

  /** Reads {@code [proof, publicInputs]}. */
  static ProofPair pair(byte[] utf8) throws RefusedException {
    AtomicReference<ProofPair> pair = new AtomicReference<>();
    whole(
        utf8,
        JsonToken.START_ARRAY,
        in -> {
          in.nextToken();
          List<String> parts = parts(in, utf8);
          if (in.nextToken() == JsonToken.END_ARRAY) {
            throw RefusedException.invalid("one element; expected two");
          }
          pair.set(new ProofPair(parts, publicInputs(in)));
          if (in.nextToken() != JsonToken.END_ARRAY) {
            throw RefusedException.invalid("more than two elements");
          }
        });
    return pair.get();
  }

  private interface Content {
    void read(JsonParser in) throws IOException, RefusedException;
  }

  private static void whole(byte[] utf8, JsonToken start, Content content) throws RefusedException {
    try (JsonParser in = JSON.createParser(utf8)) {
      if (in.nextToken() != start) {
        throw RefusedException.invalid(
            "expected a JSON %s", start == JsonToken.START_OBJECT ? "object" : "array");
      }
      content.read(in);
      if (in.nextToken() != null) {
        throw RefusedException.invalid("something follows the JSON");
      }
    } catch (IOException e) {
      throw RefusedException.invalid("not JSON as expected");
    }
  }

  static String text(String name, JsonParser in, int most) throws IOException, RefusedException {
    if (in.currentToken() != JsonToken.VALUE_STRING || in.getTextLength() > most) {
      throw RefusedException.invalid("%s: expected text of at most %d characters", name, most);
    }
    return in.getText();
  }

  static long number(String name, JsonParser in, long least, long most)
      throws IOException, RefusedException {
    if (in.currentToken() == JsonToken.VALUE_NUMBER_INT
        && in.getNumberType() != JsonParser.NumberType.BIG_INTEGER
        && in.getLongValue() >= least
        && in.getLongValue() <= most) {
      return in.getLongValue();
    }
    throw RefusedException.invalid("%s: expected a whole number of %d to %d", name, least, most);
  }

  static boolean flag(String name, JsonParser in) throws RefusedException {
    return switch (in.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> throw RefusedException.invalid("%s: expected true or false", name);
    };
  }

  /** The proof's parts, each as its own text: one value, or an array of them. */
  static List<String> parts(JsonParser in, byte[] utf8) throws IOException, RefusedException {
    List<String> parts = new ArrayList<>();
    if (in.currentToken() == JsonToken.START_ARRAY) {
      while (in.nextToken() != JsonToken.END_ARRAY) {
        parts.add(raw(in, utf8));
      }
    } else {
      parts.add(raw(in, utf8));
    }
    return parts;
  }

  private static String raw(JsonParser in, byte[] utf8) throws IOException, RefusedException {
    long start = in.currentTokenLocation().getByteOffset();
    in.skipChildren();
    in.finishToken();
    long end = in.currentLocation().getByteOffset();
    if (start < 0 || end < start || end > utf8.length) {
      throw RefusedException.invalid("expected UTF-8");
    }
    if (end - start > MOST_PART) {
      throw RefusedException.invalid(
          "proof: a part of %d bytes; expected at most %d", end - start, MOST_PART);
    }
    return new String(utf8, (int) start, (int) (end - start), StandardCharsets.UTF_8);
  }

  /**
   * The public inputs, part by part: an array of numbers, or an array of such arrays.
   *
   * @return empty if they are anything else, and so nobody's
   */
  static Optional<List<List<BigInteger>>> publicInputs(JsonParser in) throws IOException {
    if (in.currentToken() != JsonToken.START_ARRAY) {
      in.skipChildren();
      return Optional.empty();
    }
    List<BigInteger> flat = new ArrayList<>();
    List<List<BigInteger>> nested = new ArrayList<>();
    boolean sound = true;
    while (in.nextToken() != JsonToken.END_ARRAY) {
      if (in.currentToken() == JsonToken.START_ARRAY) {
        List<BigInteger> part = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
          sound &= signal(in, part);
        }
        nested.add(part);
      } else {
        sound &= signal(in, flat);
      }
    }
    if (!sound || flat.isEmpty() == nested.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(nested.isEmpty() ? List.of(flat) : nested);
  }

  /** Adds a number; false if there is none, or there are too many. */
  private static boolean signal(JsonParser in, List<BigInteger> signals) throws IOException {
    boolean scalar =
        in.currentToken() == JsonToken.VALUE_STRING
            || in.currentToken() == JsonToken.VALUE_NUMBER_INT;
    if (!scalar || in.getTextLength() > 100 || signals.size() == MOST_SIGNALS) {
      in.skipChildren();
      return false;
    }
    String text = in.getText();
    if (!SIGNAL.matcher(text).matches()) {
      return false;
    }
    signals.add(new BigInteger(text));
    return true;
  }
}
