package dev.fedbench.zk.circom;

import dev.fedbench.zk.circuit.Assignment;
import dev.fedbench.zk.circuit.Kind;
import dev.fedbench.zk.circuit.Shape;
import dev.fedbench.zk.circuit.Statements;
import dev.fedbench.zk.snarkjs.Json;
import dev.fedbench.zk.snarkjs.SnarkjsFormatException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The input of one of our circuits, as JSON: {@code gradients}, whole numbers as many as the
 * circuit has values; of secure ones {@code maxNormSq} and {@code minActive}; and {@code iv}.
 */
final class UpdateInput {

  private static final Set<String> NAMES = Set.of("gradients", "maxNormSq", "minActive", "iv");

  /** What the coordinator allows if nothing is said: a norm of 4 sqrt(n), at a scale of 1000. */
  private static final BigInteger DEFAULT_NORM_SQ_PER_VALUE = BigInteger.valueOf(16_000_000);

  private static final BigInteger DEFAULT_MIN_ACTIVE = BigInteger.ONE;
  private static final int IV_BITS = 253;
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,78}");

  private final String file;
  private final Shape shape;
  private final Map<?, ?> fields;

  private UpdateInput(String file, Shape shape, Map<?, ?> fields) {
    this.file = file;
    this.shape = shape;
    this.fields = fields;
  }

  /**
   * Reads what a witness is computed from.
   *
   * @param random makes the iv, if there is none
   * @throws CircomFileException if it is none, or not of that circuit
   */
  static Assignment read(Path input, Shape shape, SecureRandom random) throws IOException {
    String file = input.toString();
    try {
      if (!(Json.parse(TextFile.read(input)) instanceof Map<?, ?> fields)) {
        throw CircomFileException.of(file, "not a JSON object");
      }
      return new UpdateInput(file, shape, fields).assignment(random);
    } catch (SnarkjsFormatException e) {
      throw CircomFileException.of(file, e.getMessage() + "; numbers must be whole", e);
    }
  }

  private Assignment assignment(SecureRandom random) throws CircomFileException {
    for (Object name : fields.keySet()) {
      if (!NAMES.contains(name)) {
        throw fail(
            "'%s' is no input; there are %s".formatted(name, NAMES.stream().sorted().toList()));
      }
    }
    BigInteger maxNormSq = BigInteger.ZERO;
    BigInteger minActive = BigInteger.ZERO;
    if (shape.kind() == Kind.SECURE) {
      maxNormSq = number("maxNormSq", defaultNormSq());
      minActive = number("minActive", DEFAULT_MIN_ACTIVE);
    } else if (fields.containsKey("maxNormSq") || fields.containsKey("minActive")) {
      throw fail("maxNormSq and minActive are of secure circuits; this one is standard");
    }
    BigInteger iv = number("iv", new BigInteger(IV_BITS, random));
    if (minActive.bitLength() > Integer.SIZE) {
      throw fail("minActive is %s; there are %d values".formatted(minActive, shape.size()));
    }
    try {
      return Statements.of(shape, iv, values(), maxNormSq, minActive.longValue()).get(0);
    } catch (IllegalArgumentException e) {
      throw fail(e.getMessage());
    }
  }

  /** As the coordinator's, not above what so many values of so many bits can have. */
  private BigInteger defaultNormSq() {
    BigInteger most = BigInteger.ONE.shiftLeft(2 * shape.bits() - 2);
    return DEFAULT_NORM_SQ_PER_VALUE.min(most).multiply(BigInteger.valueOf(shape.size()));
  }

  private BigInteger number(String name, BigInteger otherwise) throws CircomFileException {
    return fields.containsKey(name) ? number(fields.get(name), name) : otherwise;
  }

  private BigInteger number(Object value, String what) throws CircomFileException {
    if (value instanceof String text && NUMBER.matcher(text).matches()) {
      return new BigInteger(text);
    }
    throw fail(what + ": not a whole number");
  }

  private int[] values() throws CircomFileException {
    if (!(fields.get("gradients") instanceof List<?> list)) {
      throw fail("gradients: expected an array of whole numbers");
    }
    int[] values = new int[list.size()];
    for (int i = 0; i < values.length; i++) {
      BigInteger value = number(list.get(i), "gradients[" + i + "]");
      if (value.bitLength() >= Integer.SIZE) {
        throw fail("gradients[%d] is %s; expected %d bits".formatted(i, value, shape.bits()));
      }
      values[i] = value.intValue();
    }
    return values;
  }

  private CircomFileException fail(String problem) {
    return CircomFileException.of(file, problem);
  }
}
