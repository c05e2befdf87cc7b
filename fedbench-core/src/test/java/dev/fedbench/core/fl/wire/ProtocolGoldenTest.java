package dev.fedbench.core.fl.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.fl.Evaluation;
import dev.fedbench.fl.TensorLayout;
import dev.fedbench.fl.TensorSpec;
import dev.fedbench.fl.Tensors;
import dev.fedbench.proof.Bounds;
import dev.fedbench.proof.CircuitSpec;
import dev.fedbench.proof.Proof;
import dev.fedbench.proof.ProofKind;
import dev.fedbench.proof.QuantizedUpdate;
import dev.fedbench.result.RoundRow;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/**
 * The protocol, byte by byte, written down by hand. A change here is a change of the protocol: it
 * breaks every client in another process.
 */
class ProtocolGoldenTest {

  private static final byte[] NONCE = HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f");
  private static final Member MEMBER = new Member(7, 0x0123456789abcdefL);
  private static final Tensors TENSORS =
      new Tensors(
          TensorLayout.of(TensorSpec.of("w", 2), TensorSpec.of("é")), new float[] {1, -2, 0.5f});

  private static final String MEMBER_HEX = "00000007" + "0123456789abcdef";
  private static final String FRAME_HEX =
      "46425431" // FBT1
          + "0002" // tensors
          + ("0001" + "77" + "01" + "00000002") // "w", rank 1, 2
          + ("0002" + "c3a9" + "00") // "é", a scalar
          + "00" // up to a multiple of 4
          + "0000803f" // 1, little-endian
          + "000000c0" // -2
          + "0000003f"; // 0.5

  @Test
  void a_tensor_frame() {
    assertThat(hex(WireMessage.frame(TENSORS))).isEqualTo(FRAME_HEX);
    assertThat(hex(WireMessage.frame(Tensors.EMPTY))).isEqualTo("46425431" + "0000" + "0000");
  }

  @Test
  void a_submission() {
    ByteBuffer submission =
        Submission.encode(
            MEMBER,
            3,
            NONCE,
            4,
            600,
            TensorFrame.payload(TensorFrame.header(TENSORS.layout()), TENSORS),
            3,
            frame -> {
              assertThat(hex(frame)).as("what is signed").isEqualTo(FRAME_HEX);
              return new byte[] {0x51, 0x52, 0x53};
            });
    assertThat(hex(submission))
        .isEqualTo(
            MEMBER_HEX
                + "00000003" // round
                + "000102030405060708090a0b0c0d0e0f"
                + "0000000000000004" // base version
                + "0000000000000258" // examples
                + ("03" + "515253") // signature
                + FRAME_HEX);
  }

  @Test
  void announcements() {
    BitSet selected = BitSet.valueOf(new long[] {0b1_0000_0101L}); // 0, 2 and 8
    Announcement fit =
        new Announcement(
            Announcement.Kind.FIT,
            3,
            NONCE,
            4,
            Selection.of(selected),
            Optional.of(WireMessage.frame(TENSORS)),
            "");
    assertThat(hex(fit.encode()))
        .isEqualTo(
            "00" // FIT
                + "00000003"
                + "000102030405060708090a0b0c0d0e0f"
                + "0000000000000004"
                + ("01" + "00000002" + "0501") // a bitmap of two bytes
                + "0000" // no text
                + FRAME_HEX);
    Announcement finished =
        new Announcement(
            Announcement.Kind.FINISHED, 0, new byte[16], 5, Selection.ALL, Optional.empty(), "why");
    assertThat(hex(finished.encode()))
        .isEqualTo(
            "03" // FINISHED
                + "00000000"
                + "00000000000000000000000000000000"
                + "0000000000000005"
                + "00" // everyone
                + ("0003" + "776879"));
  }

  @Test
  void kinds_of_announcements_are_numbered_in_this_order() {
    assertThat(Announcement.Kind.values())
        .containsExactly(
            Announcement.Kind.FIT,
            Announcement.Kind.EVALUATE,
            Announcement.Kind.OPEN,
            Announcement.Kind.FINISHED);
  }

  @Test
  void small_messages() {
    assertThat(hex(new Join("17", new byte[] {1, 2}).encode()))
        .isEqualTo("0002" + "3137" + "02" + "0102");
    assertThat(hex(MEMBER.encode())).isEqualTo(MEMBER_HEX);
    assertThat(hex(new Turn(2, NONCE).encode()))
        .isEqualTo("00000002" + "000102030405060708090a0b0c0d0e0f");
    assertThat(hex(new Ack(MEMBER, 9).encode())).isEqualTo(MEMBER_HEX + "0000000000000009");
    assertThat(hex(new Abandon(MEMBER, 9).encode())).isEqualTo(MEMBER_HEX + "00000009");
    assertThat(hex(new Receipt(true, 2, 1_000).encode()))
        .isEqualTo("01" + "0000000000000002" + "00000000000003e8");
    assertThat(hex(new Model(2, WireMessage.frame(Tensors.EMPTY)).encode()))
        .isEqualTo("0000000000000002" + "4642543100000000");
  }

  @Test
  void evaluations() {
    assertThat(hex(new Evaluated(MEMBER, 2, Optional.empty()).encode()))
        .isEqualTo(MEMBER_HEX + "0000000000000002" + "00");
    Evaluated evaluated = new Evaluated(MEMBER, 2, Optional.of(Evaluation.of(0.5, 1, 10)));
    assertThat(hex(evaluated.encode()))
        .isEqualTo(
            MEMBER_HEX
                + "0000000000000002"
                + "01"
                + "3fe0000000000000" // loss
                + ("01" + "3ff0000000000000") // accuracy
                + "000000000000000a");
  }

  @Test
  void what_a_coordinator_says_of_itself() {
    Info info =
        new Info(
            NONCE,
            new byte[16],
            true,
            5,
            100,
            true,
            Duration.ofSeconds(60),
            false,
            Optional.empty());
    assertThat(hex(info.encode()))
        .isEqualTo(
            "000102030405060708090a0b0c0d0e0f"
                + "00000000000000000000000000000000"
                + "01" // synchronous
                + "00000005" // turns
                + "00000064" // clients
                + "01" // signatures
                + "000000000000ea60" // deadline in milliseconds
                + "00" // not finished
                + "00"); // no proofs
  }

  @Test
  void what_a_coordinator_wants_proved() {
    ProofTerms terms =
        new ProofTerms(
            "groth16",
            new CircuitSpec(ProofKind.SECURE, 11, 16),
            1_000,
            new Bounds(BigInteger.valueOf(176_000_000), 1),
            "secure-11-16",
            "ab");
    Info info =
        new Info(
            NONCE,
            new byte[16],
            true,
            5,
            100,
            true,
            Duration.ofSeconds(60),
            false,
            Optional.of(terms));
    String without =
        hex(
            new Info(
                    NONCE,
                    new byte[16],
                    true,
                    5,
                    100,
                    true,
                    Duration.ofSeconds(60),
                    false,
                    Optional.empty())
                .encode());
    assertThat(hex(info.encode()))
        .isEqualTo(
            without.substring(0, without.length() - 2)
                + "01"
                + ("0007" + "67726f74683136") // groth16
                + "01" // SECURE
                + "000000000000000b" // values
                + "10" // bits
                + "00000000000003e8" // scale
                + ("04" + "0a7d8c00") // the squared norm's bound
                + "0000000000000001" // values that are not 0
                + ("000c" + "7365637572652d31312d3136") // secure-11-16
                + ("0002" + "6162"));
  }

  @Test
  void a_request_for_keys() {
    assertThat(hex(new KeyRequest("ab").encode())).isEqualTo("0002" + "6162");
  }

  @Test
  void a_proven_update() {
    byte[] salt = new byte[32];
    salt[31] = 1;
    Proof proof = new Proof(List.of(new byte[] {1, 2}, new byte[] {3}));
    QuantizedUpdate update = new QuantizedUpdate(new int[] {1, -2, 500}, 16, 1_000);
    Payload payload =
        ProvenFrame.payload(salt, proof, TensorFrame.header(TENSORS.layout()), update);
    ByteBuffer out = ByteBuffer.allocate(payload.size());
    payload.write(out);
    assertThat(hex(out.flip()))
        .isEqualTo(
            "46425031" // FBP1
                + "00".repeat(31)
                + "01" // salt
                + "10" // bits
                + "00000000000003e8" // scale
                + "00000002" // parts
                + ("00000002" + "0102")
                + ("00000001" + "03")
                + FRAME_HEX.substring(0, FRAME_HEX.length() - 24) // the layout
                + "0100" // 1, little-endian
                + "feff" // -2
                + "f401"); // 500
  }

  @Test
  void a_report() {
    RoundRow round =
        new RoundRow(
            1,
            2,
            3,
            2,
            1,
            true,
            0.5,
            0.25,
            OptionalDouble.of(2),
            OptionalDouble.empty(),
            10,
            255,
            256);
    RunReport report =
        new RunReport(
            List.of(round),
            Map.of("LATE", 3L),
            Map.of("model.update", new double[] {1, 0.5}),
            5,
            6);
    assertThat(hex(report.encode()))
        .isEqualTo(
            "00000001" // rounds
                + ("00000001" + "0000000000000002" + "00000003" + "00000002" + "00000001" + "01")
                + ("3fe0000000000000" + "3fd0000000000000") // elapsed, duration
                + ("01" + "4000000000000000") // loss
                + ("00" + "0000000000000000") // no accuracy
                + ("000000000000000a" + "00000000000000ff" + "0000000000000100")
                + ("00000001" + "0004" + "4c415445" + "0000000000000003") // LATE: 3
                + ("00000001" + "000c" + "6d6f64656c2e757064617465" + "00000002") // 2 samples
                + ("3ff0000000000000" + "3fe0000000000000")
                + "0000000000000005" // left out
                + "0000000000000006"); // pending
  }

  @Test
  void a_report_holds_what_a_coordinator_measures_and_nothing_else() {
    for (RunReport strange :
        List.of(
            new RunReport(List.of(), Map.of(), Map.of("my.metric", new double[0]), 0, 0),
            new RunReport(List.of(), Map.of(), Map.of("model.update", new double[] {-1}), 0, 0),
            new RunReport(List.of(), Map.of("WHIM", 1L), Map.of(), 0, 0))) {
      assertThatThrownBy(() -> RunReport.decode(strange.encode()))
          .isInstanceOf(MalformedMessageException.class);
    }
  }

  private static String hex(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    return HexFormat.of().formatHex(copy);
  }
}
