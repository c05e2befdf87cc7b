package dev.fedbench.core.fl.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.proof.Proof;
import dev.fedbench.proof.Statement;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a client signs whose update is proved. */
class ProvenSignatureTest {

  /** All that the signature covers. */
  private static final class Fields {
    byte[] runId = {1, 2};
    byte[] coordinatorId = {3};
    int round = 4;
    byte[] nonce = {5, 6};
    long baseVersion = 7;
    String clientId = "client-8";
    long examples = 9;
    String circuitId = "secure-3-16";
    String keyId = "0aff";
    List<Statement> statements = List.of(statement(0, 127, 128), statement(256));
    Proof proof = new Proof(List.of(new byte[] {0x61}, new byte[] {0x62, 0x63}));

    byte[] message() {
      return SignedMessage.provenSubmission(
          runId,
          coordinatorId,
          round,
          nonce,
          baseVersion,
          clientId,
          examples,
          circuitId,
          keyId,
          statements,
          proof);
    }
  }

  private static Statement statement(long... signals) {
    return new Statement(
        "secure-3-16", Arrays.stream(signals).mapToObj(BigInteger::valueOf).toList());
  }

  /** Written down by hand: a change here makes every signature of another version invalid. */
  @Test
  void a_proven_submission_is_these_bytes() {
    // SHA-256, by another program, of 00000001 00, 00000001 7f, 00000002 0080, 00000002 0100: a
    // signal has a bit for its sign.
    String signals = "651e7a1bde7af0aedd62c600a903176b320dd67d45371890dd4ef4cbf043708c";
    // Of 00000001 61, 00000002 6263.
    String proofs = "b534ce16ac9c8b36823f39a395ce8e0e3c7ad9605b82b5444f18cadacd217a5d";
    assertThat(hex(new Fields().message()))
        .isEqualTo(
            ("00000016" + hex(ascii("fedbench.submission.v1")))
                + ("00000002" + "0102") // run id
                + ("00000001" + "03") // coordinator id
                + ("00000008" + "0000000000000004") // round
                + ("00000002" + "0506") // nonce
                + ("00000008" + "0000000000000007") // base version
                + ("00000008" + hex(ascii("client-8")))
                + ("00000008" + "0000000000000009") // examples
                + ("0000000b" + hex(ascii("secure-3-16"))) // 9: circuit
                + ("00000004" + hex(ascii("0aff"))) // 10: key
                + ("00000020" + signals) // 11
                + ("00000020" + proofs) // 12
                + "00000000"); // 13: no hash of the update, which would undo the hiding
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        change("run id", f -> f.runId = new byte[] {1, 3}),
        change("coordinator id", f -> f.coordinatorId = new byte[] {4}),
        change("round", f -> f.round++),
        change("nonce", f -> f.nonce = new byte[] {5, 7}),
        change("base version", f -> f.baseVersion++),
        change("client", f -> f.clientId = "client-9"),
        change("examples", f -> f.examples++),
        change("circuit", f -> f.circuitId = "secure-4-16"),
        change("key", f -> f.keyId = "0afe"),
        change("a signal", f -> f.statements = List.of(statement(0, 127, 129), statement(256))),
        change(
            "signals' order", f -> f.statements = List.of(statement(127, 0, 128), statement(256))),
        change("a signal fewer", f -> f.statements = List.of(statement(0, 127, 128))),
        change(
            "a signal more",
            f -> f.statements = List.of(statement(0, 127, 128, 0), statement(256))),
        change("a proof", f -> f.proof = new Proof(List.of(ascii("a"), ascii("bd")))),
        change("proofs' order", f -> f.proof = new Proof(List.of(ascii("bc"), ascii("a")))),
        change("where proofs part", f -> f.proof = new Proof(List.of(ascii("ab"), ascii("c")))),
        change("a proof fewer", f -> f.proof = new Proof(List.of(ascii("a")))),
        change(
            "an empty proof more",
            f -> f.proof = new Proof(List.of(ascii("a"), ascii("bc"), new byte[0]))));
  }

  private static Arguments change(String what, Consumer<Fields> change) {
    return Arguments.of(what, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void a_change_of_any_field_changes_the_message(String what, Consumer<Fields> change) {
    Fields changed = new Fields();
    change.accept(changed);
    assertThat(changed.message()).isNotEqualTo(new Fields().message());
  }

  /**
   * Signals are not parted by statements: how many each has is the circuit's, which is signed, too.
   */
  @Test
  void how_signals_are_divided_among_the_parts_is_the_circuits_business() {
    Fields divided = new Fields();
    divided.statements = List.of(statement(0), statement(127, 128, 256));
    assertThat(divided.message()).isEqualTo(new Fields().message());
  }

  @Test
  void a_proven_submission_is_never_one_without_a_proof() {
    Fields f = new Fields();
    byte[] unproven =
        SignedMessage.submission(
            f.runId,
            f.coordinatorId,
            f.round,
            f.nonce,
            f.baseVersion,
            f.clientId,
            f.examples,
            ByteBuffer.wrap(ascii("abc")));
    f.circuitId = "";
    f.keyId = "";
    f.statements = List.of();
    f.proof = new Proof(List.of());
    assertThat(f.message()).isNotEqualTo(unproven);
    assertThat(hex(f.message())).endsWith("00000000");
    assertThat(hex(unproven)).doesNotEndWith("00000000");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
