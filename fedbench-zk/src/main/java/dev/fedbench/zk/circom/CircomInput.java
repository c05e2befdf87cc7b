package dev.fedbench.zk.circom;

import dev.fedbench.zk.field.PrimeField;
import dev.fedbench.zk.snarkjs.Json;
import dev.fedbench.zk.snarkjs.SnarkjsFormatException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads {@code input.json}: of each input signal a number, or an array of numbers of any depth,
 * whose elements follow one another as circom counts them. Numbers are whole, decimal or
 * hexadecimal after {@code 0x}, in quotes or not, and are taken modulo r: -1 is r - 1.
 */
public final class CircomInput {

  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,1000}");
  private static final Pattern HEXADECIMAL = Pattern.compile("0x[0-9a-fA-F]{1,1000}");

  private CircomInput() {}

  /**
   * The values of each signal, from 0 to r - 1.
   *
   * @throws CircomFileException if it is no such file
   */
  public static Map<String, List<BigInteger>> read(Path input) throws IOException {
    return parse(input.toString(), TextFile.read(input));
  }

  static Map<String, List<BigInteger>> parse(String file, String json) throws CircomFileException {
    Object parsed;
    try {
      parsed = Json.parse(json);
    } catch (SnarkjsFormatException e) {
      throw CircomFileException.of(file, e.getMessage() + "; numbers must be whole", e);
    }
    if (!(parsed instanceof Map<?, ?> signals)) {
      throw CircomFileException.of(file, "not a JSON object");
    }
    Map<String, List<BigInteger>> values = new LinkedHashMap<>();
    for (Map.Entry<?, ?> signal : signals.entrySet()) {
      List<BigInteger> flat = new ArrayList<>();
      flatten(file, signal.getKey().toString(), signal.getValue(), flat);
      values.put(signal.getKey().toString(), flat);
    }
    return values;
  }

  private static void flatten(String file, String name, Object value, List<BigInteger> flat)
      throws CircomFileException {
    if (value instanceof List<?> list) {
      for (Object element : list) {
        flatten(file, name, element, flat);
      }
    } else {
      flat.add(number(file, name, value).mod(PrimeField.SCALAR.prime()));
    }
  }

  private static BigInteger number(String file, String name, Object value)
      throws CircomFileException {
    if (value instanceof String text && DECIMAL.matcher(text).matches()) {
      return new BigInteger(text);
    }
    if (value instanceof String text && HEXADECIMAL.matcher(text).matches()) {
      return new BigInteger(text.substring(2), 16);
    }
    throw CircomFileException.of(
        file, "signal '%s': a value that is not a whole number".formatted(name));
  }
}
