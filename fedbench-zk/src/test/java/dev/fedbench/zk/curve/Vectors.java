package dev.fedbench.zk.curve;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Inputs and outputs of Ethereum's BN254 precompiles, as hexadecimal words of 32 bytes. */
record Vectors(String name, byte[] input, byte[] expected) {

  static Stream<Vectors> of(String file) throws IOException {
    try (InputStream in = Vectors.class.getResourceAsStream(file + ".json")) {
      List<Map<String, Object>> all = new ObjectMapper().readValue(in, new TypeReference<>() {});
      HexFormat hex = HexFormat.of();
      return all.stream()
          .map(
              v ->
                  new Vectors(
                      v.get("name").toString(),
                      hex.parseHex(v.get("input").toString()),
                      hex.parseHex(v.get("expected").toString())));
    }
  }

  /** A word of the input; zero beyond its end, as EIP-196 has it. */
  BigInteger in(int word) {
    return word(input, word);
  }

  BigInteger out(int word) {
    return word(expected, word);
  }

  int words() {
    return input.length / 32;
  }

  /** The point at that word. */
  G1 g1(int word) {
    return in(word).signum() == 0 && in(word + 1).signum() == 0
        ? G1.INFINITY
        : G1.of(in(word), in(word + 1)).orElseThrow();
  }

  /** The point at that word, imaginary parts first. */
  G2 g2(int word) {
    boolean infinity = true;
    for (int i = 0; i < 4; i++) {
      infinity &= in(word + i).signum() == 0;
    }
    return infinity
        ? G2.INFINITY
        : G2.of(in(word + 1), in(word), in(word + 3), in(word + 2)).orElseThrow();
  }

  private static BigInteger word(byte[] bytes, int word) {
    byte[] padded = java.util.Arrays.copyOf(bytes, Math.max(bytes.length, 32 * word + 32));
    return new BigInteger(1, padded, 32 * word, 32);
  }

  @Override
  public String toString() {
    return name;
  }
}
