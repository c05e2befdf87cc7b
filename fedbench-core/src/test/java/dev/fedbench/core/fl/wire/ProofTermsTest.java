package dev.fedbench.core.fl.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.proof.Bounds;
import dev.fedbench.proof.CircuitSpec;
import dev.fedbench.proof.ProofKind;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A coordinator's terms come from a stranger: each is in range, or they are none. */
class ProofTermsTest {

  /** Of info, without terms. */
  private static final int TERMS = 16 + 16 + 1 + 4 + 4 + 1 + 8 + 1 + 1;

  private static final int KIND = TERMS + 2 + 7;
  private static final int VALUES = KIND + 1;
  private static final int BITS = VALUES + 8;
  private static final int SCALE = BITS + 1;
  private static final int BOUND = SCALE + 8;
  private static final int MIN_ACTIVE = BOUND + 1 + 4;
  private static final int CIRCUIT_ID = MIN_ACTIVE + 8;

  private static Info info(String system, CircuitSpec spec, long scale, BigInteger maxNormSq) {
    ProofTerms terms =
        new ProofTerms(system, spec, scale, new Bounds(maxNormSq, 1), "secure-11-16", "ab");
    return new Info(
        new byte[16],
        new byte[16],
        true,
        5,
        100,
        true,
        Duration.ofSeconds(60),
        false,
        Optional.of(terms));
  }

  private static final Info RIGHT =
      info(
          "groth16",
          new CircuitSpec(ProofKind.SECURE, 11, 16),
          1_000,
          BigInteger.valueOf(176_000_000));

  private static Info read(Info info) throws MalformedMessageException {
    return Info.decode(info.encode());
  }

  @Test
  void the_largest_and_the_smallest_terms_travel() throws Exception {
    CircuitSpec smallest = new CircuitSpec(ProofKind.STANDARD, 1, 2);
    CircuitSpec largest = new CircuitSpec(ProofKind.SECURE, (1L << 32) - 1, 32);
    BigInteger most = BigInteger.ONE.shiftLeft(255).subtract(BigInteger.ONE);
    for (Info info :
        new Info[] {
          RIGHT,
          info("", smallest, 1, BigInteger.ZERO),
          info("s".repeat(200), largest, 1L << 31, most)
        }) {
      assertThat(read(info).proofs()).isEqualTo(info.proofs());
    }
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        wrong("a kind that there is not", b -> b.put(KIND, (byte) 2), "proof kind: 2"),
        wrong("no values", b -> b.putLong(VALUES, 0), "values: 0"),
        wrong("too many values", b -> b.putLong(VALUES, 1L << 32), "values: 4294967296"),
        wrong("negative values", b -> b.putLong(VALUES, -1), "values: above"),
        wrong("one bit", b -> b.put(BITS, (byte) 1), "bits: 1"),
        wrong("33 bits", b -> b.put(BITS, (byte) 33), "bits: 33"),
        wrong("no scale", b -> b.putLong(SCALE, 0), "scale: 0"),
        wrong("a scale too large", b -> b.putLong(SCALE, (1L << 31) + 1), "scale: 2147483649"),
        wrong("a negative scale", b -> b.putLong(SCALE, -1), "scale: above"),
        wrong("a bound of no bytes", b -> b.put(BOUND, (byte) 0), "bound: 0 bytes"),
        wrong("a bound of 33 bytes", b -> b.put(BOUND, (byte) 33), "bound: 33 bytes"),
        wrong("a bound of 255 bytes", b -> b.put(BOUND, (byte) 255), "bound: 255 bytes"),
        wrong("a bound longer than all", b -> b.put(BOUND, (byte) 32), "bound: "),
        wrong("a negative bound", b -> b.put(BOUND + 1, (byte) -1), "squared norm: -"),
        wrong("a negative least count", b -> b.putLong(MIN_ACTIVE, -1), "min active: above"),
        wrong("an endless name", b -> b.putShort(TERMS, (short) 201), "proof system: 201 bytes"),
        wrong("an endless circuit", b -> b.putShort(CIRCUIT_ID, (short) 201), "circuit id: 201"),
        wrong("a circuit cut short", b -> b.putShort(CIRCUIT_ID, (short) 200), "circuit id: "),
        wrong("no Unicode", b -> b.put(CIRCUIT_ID + 2, (byte) -1), "circuit id: not UTF-8"),
        wrong("neither with nor without", b -> b.put(TERMS - 1, (byte) 2), "proofs: 2"),
        wrong("without, and yet with", b -> b.put(TERMS - 1, (byte) 0), "bytes too many"));
  }

  private static Arguments wrong(String what, Consumer<ByteBuffer> change, String message) {
    return Arguments.of(what, change, message);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrong")
  void terms_that_are_none_are_malformed(String what, Consumer<ByteBuffer> change, String message) {
    ByteBuffer bytes = RIGHT.encode();
    change.accept(bytes);
    assertThatThrownBy(() -> Info.decode(bytes))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining(message);
  }

  @Test
  void terms_cut_anywhere_are_malformed() {
    ByteBuffer whole = RIGHT.encode();
    for (int length = TERMS; length < whole.limit(); length++) {
      ByteBuffer cut = whole.duplicate().limit(length);
      assertThatThrownBy(() -> Info.decode(cut))
          .as("%d bytes", length)
          .isInstanceOf(MalformedMessageException.class);
    }
  }

  @Test
  void a_key_id_is_not_endless() throws Exception {
    String longest = "k".repeat(200);
    assertThat(KeyRequest.decode(new KeyRequest(longest).encode()).keyId()).isEqualTo(longest);
    assertThatThrownBy(() -> KeyRequest.decode(new KeyRequest(longest + "k").encode()))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining("key id: 201 bytes; expected at most 200");
  }
}
