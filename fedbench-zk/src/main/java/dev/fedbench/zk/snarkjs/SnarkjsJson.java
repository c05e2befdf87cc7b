package dev.fedbench.zk.snarkjs;

import dev.fedbench.zk.curve.G1;
import dev.fedbench.zk.curve.G2;
import dev.fedbench.zk.groth16.Proof;
import dev.fedbench.zk.groth16.VerificationKey;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * To and from snarkjs's JSON. Points are projective with z = 1, of coordinates in F_p2 the real
 * part comes first. Everything read is checked: ranges, curves, subgroup.
 */
public final class SnarkjsJson {

  /** Of any sign, and longer than elements are: what is out of range is invalid, not unreadable. */
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,100}");

  /** Longer ones are not read: a proof has about 800 characters. */
  private static final int MOST_PROOF = 64 * 1024;

  /** Of keys and signals, which grow with the number of signals. */
  private static final int MOST_KEY = 16 * 1024 * 1024;

  private SnarkjsJson() {}

  private static Object parse(String json, int most) throws SnarkjsFormatException {
    if (json.length() > most) {
      throw new SnarkjsFormatException(
          "%d characters; expected at most %d".formatted(json.length(), most));
    }
    return Json.parse(json);
  }

  /** Reads {@code proof.json}. */
  public static Proof readProof(String json) throws SnarkjsFormatException {
    Map<?, ?> object = object(parse(json, MOST_PROOF), "proof");
    checkScheme(object);
    return new Proof(g1(object, "pi_a"), g2(object, "pi_b"), g1(object, "pi_c"));
  }

  /** Reads {@code public.json}: numbers, their range not checked. */
  public static List<BigInteger> readPublics(String json) throws SnarkjsFormatException {
    List<BigInteger> publics = new ArrayList<>();
    for (Object signal : list(parse(json, MOST_KEY), "public signals")) {
      publics.add(number(signal, "public signal"));
    }
    return publics;
  }

  /** Reads {@code verification_key.json}. */
  public static VerificationKey readVerificationKey(String json) throws SnarkjsFormatException {
    Map<?, ?> object = object(parse(json, MOST_KEY), "verification key");
    checkScheme(object);
    List<G1> ic = new ArrayList<>();
    for (Object point : list(object.get("IC"), "IC")) {
      ic.add(g1(point, "IC[" + ic.size() + "]"));
    }
    BigInteger publics = number(object.get("nPublic"), "nPublic");
    if (!publics.equals(BigInteger.valueOf(ic.size() - 1L))) {
      throw new SnarkjsFormatException(
          "nPublic is %s; IC has %d points, expected one more".formatted(publics, ic.size()));
    }
    try {
      return new VerificationKey(
          g1(object, "vk_alpha_1"),
          g2(object, "vk_beta_2"),
          g2(object, "vk_gamma_2"),
          g2(object, "vk_delta_2"),
          ic);
    } catch (IllegalArgumentException e) {
      throw new SnarkjsFormatException(e.getMessage());
    }
  }

  private static void checkScheme(Map<?, ?> object) throws SnarkjsFormatException {
    expect(object, "protocol", "groth16");
    expect(object, "curve", "bn128");
  }

  private static void expect(Map<?, ?> object, String name, String expected)
      throws SnarkjsFormatException {
    Object found = object.get(name);
    if (!expected.equals(found)) {
      throw new SnarkjsFormatException(
          "%s is %s; expected %s"
              .formatted(name, found instanceof String text ? text : "missing", expected));
    }
  }

  private static Map<?, ?> object(Object value, String what) throws SnarkjsFormatException {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new SnarkjsFormatException(what + ": not an object");
  }

  private static List<?> list(Object value, String what) throws SnarkjsFormatException {
    if (value instanceof List<?> list) {
      return list;
    }
    throw new SnarkjsFormatException(what + ": not an array");
  }

  private static List<?> list(Object value, int size, String what) throws SnarkjsFormatException {
    List<?> list = list(value, what);
    if (list.size() != size) {
      throw new SnarkjsFormatException(
          "%s: %d elements; expected %d".formatted(what, list.size(), size));
    }
    return list;
  }

  private static BigInteger number(Object value, String what) throws SnarkjsFormatException {
    if (value instanceof String text && NUMBER.matcher(text).matches()) {
      return new BigInteger(text);
    }
    throw new SnarkjsFormatException(what + ": not a decimal number of up to 100 digits");
  }

  private static G1 g1(Map<?, ?> object, String name) throws SnarkjsFormatException {
    return g1(object.get(name), name);
  }

  private static G1 g1(Object value, String what) throws SnarkjsFormatException {
    List<?> point = list(value, 3, what);
    BigInteger z = number(point.get(2), what);
    if (z.signum() == 0) {
      return G1.INFINITY;
    }
    expectOne(z, what);
    return G1.of(number(point.get(0), what), number(point.get(1), what))
        .orElseThrow(() -> new NotAPointException(what + ": not a point of G1"));
  }

  private static G2 g2(Map<?, ?> object, String what) throws SnarkjsFormatException {
    List<?> point = list(object.get(what), 3, what);
    List<BigInteger> numbers = new ArrayList<>();
    for (Object coordinate : point) {
      for (Object part : list(coordinate, 2, what)) {
        numbers.add(number(part, what));
      }
    }
    if (numbers.get(4).signum() == 0 && numbers.get(5).signum() == 0) {
      return G2.INFINITY;
    }
    expectOne(numbers.get(4).add(numbers.get(5).shiftLeft(1)), what);
    return G2.of(numbers.get(0), numbers.get(1), numbers.get(2), numbers.get(3))
        .orElseThrow(() -> new NotAPointException(what + ": not a point of G2"));
  }

  private static void expectOne(BigInteger z, String what) throws NotAPointException {
    if (!z.equals(BigInteger.ONE)) {
      throw new NotAPointException(what + ": z is not 1");
    }
  }

  /** Writes {@code proof.json}. */
  public static String write(Proof proof) {
    return """
        {
         "pi_a": %s,
         "pi_b": %s,
         "pi_c": %s,
         "protocol": "groth16",
         "curve": "bn128"
        }
        """
        .formatted(text(proof.a()), text(proof.b()), text(proof.c()));
  }

  /** Writes {@code public.json}. */
  public static String write(List<BigInteger> publics) {
    return array(publics.stream().map(SnarkjsJson::text).toList()) + "\n";
  }

  /**
   * Writes {@code verification_key.json}, without {@code vk_alphabeta_12}: it follows from the
   * rest, and snarkjs does not read it.
   */
  public static String write(VerificationKey key) {
    return """
        {
         "protocol": "groth16",
         "curve": "bn128",
         "nPublic": %d,
         "vk_alpha_1": %s,
         "vk_beta_2": %s,
         "vk_gamma_2": %s,
         "vk_delta_2": %s,
         "IC": %s
        }
        """
        .formatted(
            key.publics(),
            text(key.alpha()),
            text(key.beta()),
            text(key.gamma()),
            text(key.delta()),
            array(key.ic().stream().map(SnarkjsJson::text).toList()));
  }

  private static String text(BigInteger number) {
    return "\"" + number + "\"";
  }

  private static String text(G1 point) {
    BigInteger y = point.isInfinity() ? BigInteger.ONE : point.y();
    BigInteger z = point.isInfinity() ? BigInteger.ZERO : BigInteger.ONE;
    return array(List.of(text(point.x()), text(y), text(z)));
  }

  private static String text(G2 point) {
    List<BigInteger> c = point.coordinates();
    BigInteger y = point.isInfinity() ? BigInteger.ONE : c.get(2);
    BigInteger z = point.isInfinity() ? BigInteger.ZERO : BigInteger.ONE;
    return array(List.of(pair(c.get(0), c.get(1)), pair(y, c.get(3)), pair(z, BigInteger.ZERO)));
  }

  private static String pair(BigInteger real, BigInteger imaginary) {
    return array(List.of(text(real), text(imaginary)));
  }

  private static String array(List<String> elements) {
    return elements.stream().collect(Collectors.joining(", ", "[", "]"));
  }
}
