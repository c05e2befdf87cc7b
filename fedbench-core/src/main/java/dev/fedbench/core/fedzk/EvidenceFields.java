package dev.fedbench.core.fedzk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fedbench.core.fedzk.SubmitUpdate.Evidence;
import dev.fedbench.core.fedzk.SubmitUpdate.InvalidBodyException;
import dev.fedbench.proof.UpdateContext;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The fields that a proven update has beside its values; all of them are needed. */
record EvidenceFields(Map<String, JsonNode> fields) {

  static final Set<String> NAMES =
      Set.of("proof", "public_inputs", "run_id", "round", "base_version", "example_count", "salt");

  private static final Pattern HEX = Pattern.compile("(?:[0-9a-fA-F]{2}){1,100}");
  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,78}");

  Evidence read() throws InvalidBodyException {
    List<String> proofs = proofs();
    byte[] salt = bytes("salt");
    if (salt.length != UpdateContext.SALT_BYTES) {
      throw new InvalidBodyException(
          "salt: expected %d bytes in hexadecimal".formatted(UpdateContext.SALT_BYTES));
    }
    return new Evidence(
        proofs,
        publicInputs(),
        bytes("run_id"),
        number("round"),
        number("base_version"),
        number("example_count"),
        salt);
  }

  private JsonNode field(String name) throws InvalidBodyException {
    JsonNode value = fields.get(name);
    if (value == null || value.isNull()) {
      throw new InvalidBodyException(
          name + ": missing; updates must carry a proof here, with what it is about");
    }
    return value;
  }

  /** One object, or an array of them where an update has several parts. */
  private List<String> proofs() throws InvalidBodyException {
    JsonNode value = field("proof");
    List<String> parts = new ArrayList<>();
    if (value.isObject()) {
      parts.add(value.toString());
    } else if (value.isArray() && !value.isEmpty()) {
      for (JsonNode part : value) {
        if (!part.isObject()) {
          throw new InvalidBodyException("proof: expected objects");
        }
        parts.add(part.toString());
      }
    } else {
      throw new InvalidBodyException("proof: expected an object, or an array of objects");
    }
    return parts;
  }

  /**
   * An array of decimal strings or numbers; an array of such arrays where there are several parts.
   */
  private List<List<BigInteger>> publicInputs() throws InvalidBodyException {
    JsonNode value = field("public_inputs");
    if (!value.isArray() || value.isEmpty()) {
      throw new InvalidBodyException("public_inputs: expected an array");
    }
    if (!value.get(0).isArray()) {
      return List.of(signals(value));
    }
    List<List<BigInteger>> all = new ArrayList<>();
    for (JsonNode part : value) {
      all.add(signals(part));
    }
    return all;
  }

  private static List<BigInteger> signals(JsonNode array) throws InvalidBodyException {
    if (!array.isArray()) {
      throw new InvalidBodyException("public_inputs: expected arrays of decimal numbers");
    }
    List<BigInteger> signals = new ArrayList<>();
    for (JsonNode signal : array) {
      boolean number = signal.isTextual() || signal.isIntegralNumber();
      if (!number || !DECIMAL.matcher(signal.asText()).matches()) {
        throw new InvalidBodyException("public_inputs: expected decimal numbers");
      }
      signals.add(new BigInteger(signal.asText()));
    }
    return signals;
  }

  private byte[] bytes(String name) throws InvalidBodyException {
    JsonNode value = field(name);
    if (!value.isTextual() || !HEX.matcher(value.asText()).matches()) {
      throw new InvalidBodyException(name + ": expected hexadecimal digits");
    }
    return HexFormat.of().parseHex(value.asText());
  }

  private long number(String name) throws InvalidBodyException {
    JsonNode value = field(name);
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() < 0) {
      throw new InvalidBodyException(name + ": expected a whole number from 0");
    }
    return value.asLong();
  }
}
