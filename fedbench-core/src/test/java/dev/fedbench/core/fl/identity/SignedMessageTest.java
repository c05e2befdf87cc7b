package dev.fedbench.core.fl.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SignedMessageTest {

  /** All that a submission's signature covers. */
  private record Fields(
      byte[] runId,
      byte[] coordinatorId,
      int round,
      byte[] nonce,
      long baseVersion,
      String clientId,
      long examples,
      byte[] frame) {

    byte[] message() {
      return SignedMessage.submission(
          runId,
          coordinatorId,
          round,
          nonce,
          baseVersion,
          clientId,
          examples,
          ByteBuffer.wrap(frame));
    }

    List<Object> values() {
      return List.of(
          hex(runId),
          hex(coordinatorId),
          round,
          hex(nonce),
          baseVersion,
          clientId,
          examples,
          hex(frame));
    }
  }

  private static final Fields FIELDS =
      new Fields(
          new byte[] {1, 2}, new byte[] {3}, 4, new byte[] {5, 6}, 7, "client-8", 9, ascii("abc"));

  /** Written down by hand: a change here makes every signature of another version invalid. */
  @Test
  void a_submission_is_these_bytes() {
    assertThat(hex(FIELDS.message()))
        .isEqualTo(
            ("00000016" + hex(ascii("fedbench.submission.v1")))
                + ("00000002" + "0102") // run id
                + ("00000001" + "03") // coordinator id
                + ("00000008" + "0000000000000004") // round
                + ("00000002" + "0506") // nonce
                + ("00000008" + "0000000000000007") // base version
                + ("00000008" + hex(ascii("client-8")))
                + ("00000008" + "0000000000000009") // examples
                + "00000000" // circuit
                + "00000000" // key
                + "00000000" // public signals
                + "00000000" // proofs
                + "00000020" // SHA-256 of "abc", FIPS 180-4's example
                + "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void a_join_is_these_bytes() {
    assertThat(hex(SignedMessage.join(new byte[] {1, 2}, new byte[] {3}, "é")))
        .isEqualTo(
            ("00000010" + hex(ascii("fedbench.join.v1")))
                + ("00000002" + "0102")
                + ("00000001" + "03")
                + ("00000002" + "c3a9"));
  }

  @Test
  void a_change_of_any_field_changes_the_message() {
    Fields f = FIELDS;
    List<Fields> changed =
        List.of(
            new Fields(b(1, 3), f.coordinatorId, 4, f.nonce, 7, f.clientId, 9, f.frame),
            new Fields(f.runId, b(4), 4, f.nonce, 7, f.clientId, 9, f.frame),
            new Fields(f.runId, f.coordinatorId, 5, f.nonce, 7, f.clientId, 9, f.frame),
            new Fields(f.runId, f.coordinatorId, 4, b(5, 7), 7, f.clientId, 9, f.frame),
            new Fields(f.runId, f.coordinatorId, 4, f.nonce, 8, f.clientId, 9, f.frame),
            new Fields(f.runId, f.coordinatorId, 4, f.nonce, 7, "client-9", 9, f.frame),
            new Fields(f.runId, f.coordinatorId, 4, f.nonce, 7, f.clientId, 8, f.frame),
            new Fields(f.runId, f.coordinatorId, 4, f.nonce, 7, f.clientId, 9, ascii("abd")));
    assertThat(changed).hasSize(f.values().size());
    assertThat(changed.stream().map(each -> hex(each.message())).toList())
        .doesNotHaveDuplicates()
        .doesNotContain(hex(f.message()));
  }

  /** Few letters and short fields, so that fields often run into each other. */
  @Test
  void different_fields_never_make_one_message() {
    Random random = new Random(5);
    Map<String, List<Object>> seen = new HashMap<>();
    for (int i = 0; i < 5_000; i++) {
      Fields fields =
          new Fields(
              few(random),
              few(random),
              random.nextInt(2),
              few(random),
              random.nextInt(2),
              new String(few(random), StandardCharsets.US_ASCII),
              random.nextInt(2),
              few(random));
      List<Object> before = seen.put(hex(fields.message()), fields.values());
      assertThat(before == null || before.equals(fields.values())).isTrue();
    }
    assertThat(seen).hasSizeGreaterThan(3_000);
  }

  @Test
  void a_join_is_never_a_submission() {
    byte[] join = SignedMessage.join(b(1), b(2), "a");
    assertThat(Arrays.copyOf(FIELDS.message(), join.length)).isNotEqualTo(join);
  }

  @Test
  void a_frame_in_the_middle_of_a_buffer_is_the_same_and_is_left_alone() {
    ByteBuffer middle = ByteBuffer.wrap(ascii("xxabcxx")).position(2).limit(5);
    byte[] message =
        SignedMessage.submission(
            FIELDS.runId, FIELDS.coordinatorId, 4, FIELDS.nonce, 7, "client-8", 9, middle);
    assertThat(message).isEqualTo(FIELDS.message());
    assertThat(middle.position()).isEqualTo(2);
  }

  private static byte[] few(Random random) {
    byte[] bytes = new byte[random.nextInt(4)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) random.nextInt(2);
    }
    return bytes;
  }

  private static byte[] b(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
