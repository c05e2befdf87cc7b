package dev.fedbench.core.fedzk;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.fedbench.core.fedzk.SubmitUpdate.Evidence;
import dev.fedbench.core.fedzk.SubmitUpdate.InvalidBodyException;
import dev.fedbench.proof.UpdateContext;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The fields that a proven update has beside its values; all of them are needed. Read as a stream:
 * a stranger's arrays are never held longer than an update's proof is.
 */
final class EvidenceFields {

  static final Set<String> NAMES =
      Set.of("proof", "public_inputs", "run_id", "round", "base_version", "example_count", "salt");

  private static final Pattern HEX = Pattern.compile("(?:[0-9a-fA-F]{2}){1,100}");

  /** As many digits as a number below 2^256 can have. */
  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,78}");

  /** Of one proof; those of docs/statement.md have at most 5. */
  private static final int MOST_INPUTS = 16;

  private final int parts;
  private Optional<List<String>> proofs = Optional.empty();
  private Optional<List<List<BigInteger>>> publicInputs = Optional.empty();
  private final Map<String, byte[]> bytes = new HashMap<>();
  private final Map<String, Long> numbers = new HashMap<>();

  /**
   * None has been read.
   *
   * @param parts how many proofs an update has here
   */
  EvidenceFields(int parts) {
    this.parts = parts;
  }

  /** Reads the field of that name, at whose value the parser stands. */
  void read(String name, JsonParser in) throws IOException, InvalidBodyException {
    if (in.currentToken() == JsonToken.VALUE_NULL) {
      return; // as good as missing
    }
    switch (name) {
      case "proof" -> proofs = Optional.of(proofs(in));
      case "public_inputs" -> publicInputs = Optional.of(publicInputs(in));
      case "run_id", "salt" -> bytes.put(name, bytes(name, in));
      default -> numbers.put(name, number(name, in));
    }
  }

  /** All of them. */
  Evidence evidence() throws InvalidBodyException {
    List<String> given = proofs.orElseThrow(() -> missing("proof"));
    count("proof", given.size());
    List<List<BigInteger>> inputs = publicInputs.orElseThrow(() -> missing("public_inputs"));
    count("public_inputs", inputs.size());
    byte[] salt = present("salt", bytes);
    if (salt.length != UpdateContext.SALT_BYTES) {
      throw new InvalidBodyException(
          "salt: expected %d bytes in hexadecimal".formatted(UpdateContext.SALT_BYTES));
    }
    return new Evidence(
        given,
        inputs,
        present("run_id", bytes),
        present("round", numbers),
        present("base_version", numbers),
        present("example_count", numbers),
        salt);
  }

  private static <T> T present(String name, Map<String, T> values) throws InvalidBodyException {
    if (!values.containsKey(name)) {
      throw missing(name);
    }
    return values.get(name);
  }

  private static InvalidBodyException missing(String name) {
    return new InvalidBodyException(
        name + ": missing; updates must carry a proof here, with what it is about");
  }

  private void count(String name, int found) throws InvalidBodyException {
    if (found != parts) {
      throw new InvalidBodyException(
          "%s: of %s proofs; expected %d"
              .formatted(name, found > parts ? "more" : Integer.toString(found), parts));
    }
  }

  /** One object, or an array of them where an update has several parts. */
  private List<String> proofs(JsonParser in) throws IOException, InvalidBodyException {
    if (in.currentToken() == JsonToken.START_OBJECT) {
      return List.of(text(in));
    }
    if (in.currentToken() != JsonToken.START_ARRAY) {
      throw new InvalidBodyException("proof: expected an object, or an array of objects");
    }
    List<String> all = new ArrayList<>();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      if (in.currentToken() != JsonToken.START_OBJECT) {
        throw new InvalidBodyException("proof: expected objects");
      }
      all.add(text(in));
      if (all.size() > parts) {
        count("proof", all.size());
      }
    }
    return all;
  }

  /** The object at which the parser stands: its proof system reads it. */
  private static String text(JsonParser in) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = in.getCodec().getFactory().createGenerator(text)) {
      out.copyCurrentStructure(in);
    }
    return text.toString();
  }

  /**
   * An array of decimal strings or numbers; an array of such arrays where there are several parts.
   */
  private List<List<BigInteger>> publicInputs(JsonParser in)
      throws IOException, InvalidBodyException {
    if (in.currentToken() != JsonToken.START_ARRAY) {
      throw new InvalidBodyException("public_inputs: expected an array");
    }
    if (in.nextToken() != JsonToken.START_ARRAY) {
      return List.of(signals(in));
    }
    List<List<BigInteger>> all = new ArrayList<>();
    while (in.currentToken() == JsonToken.START_ARRAY) {
      in.nextToken();
      all.add(signals(in));
      if (all.size() > parts) {
        count("public_inputs", all.size());
      }
      in.nextToken();
    }
    if (in.currentToken() != JsonToken.END_ARRAY) {
      throw new InvalidBodyException("public_inputs: expected arrays of decimal numbers");
    }
    return all;
  }

  /** From the token at which the parser stands to the end of the array. */
  private static List<BigInteger> signals(JsonParser in) throws IOException, InvalidBodyException {
    List<BigInteger> signals = new ArrayList<>();
    while (in.currentToken() != JsonToken.END_ARRAY) {
      boolean number =
          in.currentToken() == JsonToken.VALUE_STRING
              || in.currentToken() == JsonToken.VALUE_NUMBER_INT;
      if (!number || !DECIMAL.matcher(in.getText()).matches()) {
        throw new InvalidBodyException("public_inputs: expected decimal numbers");
      }
      if (signals.size() == MOST_INPUTS) {
        throw new InvalidBodyException(
            "public_inputs: more than %d of one proof".formatted(MOST_INPUTS));
      }
      signals.add(new BigInteger(in.getText()));
      in.nextToken();
    }
    return signals;
  }

  private static byte[] bytes(String name, JsonParser in) throws IOException, InvalidBodyException {
    if (in.currentToken() != JsonToken.VALUE_STRING || !HEX.matcher(in.getText()).matches()) {
      throw new InvalidBodyException(name + ": expected hexadecimal digits");
    }
    return HexFormat.of().parseHex(in.getText());
  }

  private static long number(String name, JsonParser in) throws IOException, InvalidBodyException {
    boolean small =
        in.currentToken() == JsonToken.VALUE_NUMBER_INT
            && in.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
    if (!small || in.getLongValue() < 0) {
      throw new InvalidBodyException(name + ": expected a whole number of 0 to 2^63 - 1");
    }
    return in.getLongValue();
  }
}
