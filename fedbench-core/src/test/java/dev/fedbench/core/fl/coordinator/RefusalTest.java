package dev.fedbench.core.fl.coordinator;

import static dev.fedbench.core.fl.coordinator.Rig.accepted;
import static dev.fedbench.core.fl.coordinator.Rig.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fedbench.core.fl.wire.Abandon;
import dev.fedbench.core.fl.wire.Ack;
import dev.fedbench.core.fl.wire.Cause;
import dev.fedbench.core.fl.wire.Evaluated;
import dev.fedbench.core.fl.wire.Join;
import dev.fedbench.core.fl.wire.Member;
import dev.fedbench.core.fl.wire.Method;
import dev.fedbench.core.fl.wire.Submission;
import dev.fedbench.fl.TensorLayout;
import dev.fedbench.fl.TensorSpec;
import dev.fedbench.fl.Tensors;
import dev.fedbench.rpc.MessageKind;
import dev.fedbench.rpc.RpcResponse;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each cause of refusal in signed synchronous rounds: refused, counted, and without any effect. */
class RefusalTest {

  private final Rig rig = Rig.synchronous(3, 1, 1, 2).signed().joined();
  private final HandMadeClient client = rig.client(0);
  private final HandMadeClient other = rig.client(1);

  static Stream<Arguments> bentUpdates() {
    return Stream.of(
        bent("index of nobody", Cause.UNKNOWN_CLIENT, d -> d.as = new Member(2, 0)),
        bent("highest index", Cause.UNKNOWN_CLIENT, d -> d.as = new Member(Integer.MAX_VALUE, 0)),
        bent("wrong token", Cause.NOT_JOINED, d -> d.as = new Member(0, d.as.token() + 1)),
        bent("zero token", Cause.NOT_JOINED, d -> d.as = new Member(0, 0)),
        bent("another's index", Cause.NOT_JOINED, d -> d.as = new Member(1, d.as.token())),
        bent("next round", Cause.WRONG_ROUND, d -> d.round++),
        bent("last round there can be", Cause.WRONG_ROUND, d -> d.round = Integer.MAX_VALUE),
        bent("round before the first", Cause.LATE, d -> d.round = 0),
        bent("wrong nonce", Cause.WRONG_NONCE, d -> d.nonce[15] ^= 1),
        bent("zero nonce", Cause.WRONG_NONCE, d -> d.nonce = new byte[16]),
        bent("base version zero", Cause.STALE, d -> d.baseVersion = 0),
        bent("base version to come", Cause.STALE, d -> d.baseVersion = 2),
        bent("one example too many", Cause.TOO_MANY_EXAMPLES, d -> d.examples = 1_001),
        bent("most examples", Cause.TOO_MANY_EXAMPLES, d -> d.examples = Long.MAX_VALUE),
        bent("no examples", Cause.MALFORMED, d -> d.examples = 0),
        bent("negative examples", Cause.MALFORMED, d -> d.examples = -1),
        bent("negative round", Cause.MALFORMED, d -> d.round = -1),
        bent("negative base version", Cause.MALFORMED, d -> d.baseVersion = Long.MIN_VALUE),
        bent("no signature", Cause.UNSIGNED, d -> d.signature = Optional.of(new byte[0])),
        bent("short signature", Cause.BAD_SIGNATURE, d -> d.signature = Optional.of(new byte[63])),
        bent("zero signature", Cause.BAD_SIGNATURE, d -> d.signature = Optional.of(new byte[64])),
        bent("other name", Cause.SHAPE_MISMATCH, d -> d.frame = frame(Tensors.of("v", 1, 2))),
        bent("fewer values", Cause.SHAPE_MISMATCH, d -> d.frame = frame(Tensors.of("w", 1))),
        bent("more values", Cause.SHAPE_MISMATCH, d -> d.frame = frame(Tensors.of("w", 1, 2, 3))),
        bent("other shape", Cause.SHAPE_MISMATCH, d -> d.frame = frame(reshaped())),
        bent("no tensors", Cause.SHAPE_MISMATCH, d -> d.frame = frame(Tensors.EMPTY)),
        bent("empty frame", Cause.MALFORMED, d -> d.frame = ByteBuffer.allocate(0)),
        bent("no frame", Cause.MALFORMED, d -> d.frame = ByteBuffer.allocate(20)),
        bent("cut frame", Cause.MALFORMED, d -> d.frame = d.frame.slice().limit(15)),
        bent("NaN", Cause.NOT_FINITE, d -> d.frame = frame(Tensors.of("w", Float.NaN, 1))),
        bent("infinity", Cause.NOT_FINITE, d -> d.frame = frame(Tensors.of("w", 1, 1f / 0))));
  }

  private static Arguments bent(String name, Cause cause, Consumer<HandMadeClient.Draft> change) {
    return Arguments.of(name, cause, change);
  }

  private static ByteBuffer frame(Tensors tensors) {
    return HandMadeClient.frame(tensors);
  }

  private static Tensors reshaped() {
    return Tensors.zeros(TensorLayout.of(TensorSpec.of("w", 1, 2)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("bentUpdates")
  void an_update_that_is_wrong_in_one_respect(
      String name, Cause cause, Consumer<HandMadeClient.Draft> change) {
    HandMadeClient.Draft draft = client.update(5, 7);
    change.accept(draft);
    refusedWithoutEffect(draft::send, cause);
  }

  @Test
  void a_second_update_in_one_round() {
    accepted(client.update(5, 7).send());
    Rig.State before = rig.state();
    refused(client.update(9, 9).send(), Cause.DUPLICATE);
    assertThat(rig.state()).isEqualTo(before);
    assertThat(rig.rejections()).isEqualTo(Map.of("DUPLICATE", 1L));
    accepted(other.update(1, 1).send());
    assertThat(rig.model()).containsExactly(3f, 4f);
  }

  @Test
  void the_very_same_message_once_more_in_its_round_and_in_a_later_one() {
    ByteBuffer message = client.update(5, 7).encode();
    accepted(rig.call(Method.SUBMIT, message.duplicate()));
    refused(rig.call(Method.SUBMIT, message.duplicate()), Cause.DUPLICATE);
    accepted(other.update(5, 7).send());
    assertThat(rig.latest().round()).isEqualTo(2);
    Rig.State before = rig.state();
    refused(rig.call(Method.SUBMIT, message.duplicate()), Cause.DUPLICATE);
    assertThat(rig.state()).isEqualTo(before);
    accepted(client.update(1, 1).send());
    accepted(other.update(1, 1).send());
    refused(rig.call(Method.SUBMIT, message.duplicate()), Cause.LATE);
    assertThat(rig.rejections()).isEqualTo(Map.of("DUPLICATE", 2L, "LATE", 1L));
    assertThat(rig.model()).containsExactly(6f, 8f);
  }

  /** What was right before the costly checks need not be right after them. */
  @Test
  void an_update_that_is_overtaken_while_it_is_checked() throws Exception {
    Submission twin = Submission.decode(client.update(5, 7).encode());
    Submission late = Submission.decode(other.update(9, 9).encode());
    for (Submission each : List.of(twin, twin, late)) {
      rig.run.admit(each.member().index(), each);
    }
    accept(twin);
    assertThat(refusal(twin)).isEqualTo(Cause.DUPLICATE);
    assertThat(rig.run.report().pending()).isEqualTo(1);
    rig.pass(Rig.DEADLINE);
    Rig.State before = rig.state();
    assertThat(refusal(late)).isEqualTo(Cause.LATE);
    assertThat(rig.state()).isEqualTo(before);
    assertThat(rig.model()).containsExactly(5f, 7f);
  }

  private Cause refusal(Submission submission) {
    return catchThrowableOfType(RefusedException.class, () -> accept(submission)).refusal().cause();
  }

  private void accept(Submission submission) throws RefusedException {
    FloatBuffer values = rig.run.model().values(submission.frame());
    rig.run.accept(submission, new CheckedUpdate.Plain(values), 0);
  }

  @Test
  void an_update_after_the_deadline() {
    accepted(client.update(5, 7).send());
    HandMadeClient.Draft late = other.update(1, 1);
    rig.pass(Rig.DEADLINE);
    assertThat(rig.latest().round()).isEqualTo(2);
    refusedWithoutEffect(late::send, Cause.LATE);
  }

  @Test
  void an_update_while_the_model_is_evaluated() {
    Rig evaluating = Rig.synchronous(1, 1, 1, 2).signed().evaluate().joined();
    HandMadeClient.Draft late = evaluating.client(1).update(1, 1);
    accepted(evaluating.client(0).update(5, 7).send());
    evaluating.pass(Rig.DEADLINE);
    refused(late.send(), Cause.LATE);
    assertThat(evaluating.model()).containsExactly(5f, 7f);
  }

  @Test
  void an_update_of_a_client_that_was_not_selected() {
    Rig half = Rig.synchronous(1, 1, 0.5, 2).signed().joined();
    int chosen = half.latest().selection().contains(0) ? 0 : 1;
    Rig.State before = half.state();
    refused(half.client(1 - chosen).update(1, 1).send(), Cause.NOT_SELECTED);
    assertThat(half.state()).isEqualTo(before);
    accepted(half.client(chosen).update(5, 7).send());
    assertThat(half.model()).containsExactly(5f, 7f);
  }

  @Test
  void anything_after_the_end() {
    HandMadeClient.Draft draft = client.update(5, 7);
    rig.run.abort("enough");
    Rig.State before = rig.state();
    refused(draft.send(), Cause.FINISHED);
    refused(client.tryToJoin(), Cause.FINISHED);
    refused(other.tryToJoin(), Cause.FINISHED);
    assertThat(rig.state()).isEqualTo(before);
    assertThat(rig.rejections()).isEqualTo(Map.of("FINISHED", 3L));
  }

  @Test
  void a_signature_over_any_other_field() {
    byte[] another = new byte[16];
    another[0] = 1;
    refusedSigned(d -> d.signedRunId = another);
    refusedSigned(d -> d.signedCoordinatorId = another);
    refusedSigned(d -> d.round++);
    refusedSigned(d -> d.nonce = another);
    refusedSigned(d -> d.baseVersion++);
    refusedSigned(d -> d.signedId = "1");
    refusedSigned(d -> d.examples++);
    refusedSigned(d -> d.frame = frame(Tensors.of("w", 5, 8)));
    refusedSigned(d -> d.frame = frame(Tensors.of("v", 5, 7)));
    assertThat(rig.rejections()).isEqualTo(Map.of("BAD_SIGNATURE", 9L));
    accepted(client.update(5, 7).send());
  }

  /** Signs a message that differs in a field, and sends the right one with that signature. */
  private void refusedSigned(Consumer<HandMadeClient.Draft> change) {
    HandMadeClient.Draft signed = client.update(5, 7);
    change.accept(signed);
    HandMadeClient.Draft sent = client.update(5, 7);
    sent.signature = Optional.of(client.key.orElseThrow().sign(signed.message()));
    Rig.State before = rig.state();
    refused(sent.send(), Cause.BAD_SIGNATURE);
    assertThat(rig.state()).isEqualTo(before);
  }

  @Test
  void another_clients_signature() {
    HandMadeClient.Draft draft = client.update(5, 7);
    draft.signature = Optional.of(other.key.orElseThrow().sign(draft.message()));
    refusedWithoutEffect(draft::send, Cause.BAD_SIGNATURE);
  }

  @Test
  void any_bit_of_the_signature_or_of_the_values_changed_on_the_way() {
    byte[] message = new byte[client.update(5, 7).encode().remaining()];
    client.update(5, 7).encode().get(message);
    int signatureStart = 12 + 4 + 16 + 8 + 8 + 1;
    int valuesStart = message.length - 2 * Float.BYTES;
    Rig.State before = rig.state();
    int flips = 0;
    for (int bit = 8 * signatureStart; bit < 8 * message.length; bit += 3) {
      boolean header = bit >= 8 * (signatureStart + 64) && bit < 8 * valuesStart;
      if (!header) {
        byte[] changed = message.clone();
        changed[bit >> 3] ^= (byte) (1 << (bit & 7));
        refused(rig.call(Method.SUBMIT, ByteBuffer.wrap(changed)), Cause.BAD_SIGNATURE);
        flips++;
      }
    }
    assertThat(rig.state()).isEqualTo(before);
    assertThat(rig.rejections()).isEqualTo(Map.of("BAD_SIGNATURE", (long) flips));
    accepted(rig.call(Method.SUBMIT, ByteBuffer.wrap(message)));
  }

  @Test
  void every_truncation_of_a_submission() {
    ByteBuffer message = client.update(5, 7).encode();
    Rig.State before = rig.state();
    for (int length = 0; length < message.limit(); length++) {
      RpcResponse response = rig.call(Method.SUBMIT, message.duplicate().limit(length));
      assertThat(response.text()).matches("(?s)(MALFORMED|BAD_SIGNATURE): .+");
    }
    assertThat(rig.state()).isEqualTo(before);
    accepted(rig.call(Method.SUBMIT, message));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 511, 1_023, 1_024, 1_025, 2_047, 2_048, 2_499})
  void a_value_that_is_not_finite_at_any_position(int position) {
    Rig large =
        Rig.synchronous(1, 1, 1, 1).model(Optional.of(Tensors.of("w", new float[2_500]))).joined();
    Rig.State before = large.state();
    for (float value : new float[] {Float.NaN, 1f / 0, -1f / 0, Float.intBitsToFloat(0x7f800001)}) {
      float[] values = new float[2_500];
      values[position] = value;
      refused(large.client(0).update(values).send(), Cause.NOT_FINITE);
    }
    assertThat(large.state()).isEqualTo(before);
    float[] extreme = new float[2_500];
    extreme[position] = Float.MAX_VALUE;
    accepted(large.client(0).update(extreme).send());
  }

  @Test
  void joins_of_strangers_and_of_impostors() {
    Rig empty = Rig.synchronous(1, 1, 1, 2).signed().open();
    HandMadeClient first = empty.client(0);
    for (String stranger : new String[] {"2", "00", "", "nobody", "-1"}) {
      refused(
          empty.call(Method.JOIN, new Join(stranger, new byte[64]).encode()), Cause.UNKNOWN_CLIENT);
    }
    refused(empty.call(Method.JOIN, new Join("0", new byte[0]).encode()), Cause.UNSIGNED);
    refused(empty.call(Method.JOIN, new Join("0", new byte[64]).encode()), Cause.BAD_SIGNATURE);
    byte[] submission = first.key.orElseThrow().sign(new byte[0]);
    refused(empty.call(Method.JOIN, new Join("0", submission).encode()), Cause.BAD_SIGNATURE);
    refused(empty.call(Method.JOIN, ByteBuffer.allocate(1)), Cause.MALFORMED);
    assertThat(empty.rejections())
        .isEqualTo(
            Map.of("UNKNOWN_CLIENT", 5L, "UNSIGNED", 1L, "BAD_SIGNATURE", 2L, "MALFORMED", 1L));
    assertThat(empty.announcements).isEmpty();
    first.join();
    empty.client(1).join();
    accepted(first.update(1, 1).send());
  }

  @Test
  void every_other_call_with_a_wrong_token_or_of_a_stranger() {
    for (String method : new String[] {Method.BEGIN, Method.ACK, Method.EVALUATE, Method.ABANDON}) {
      int tail =
          switch (method) {
            case Method.ACK -> 8;
            case Method.ABANDON -> 4;
            case Method.EVALUATE -> 9;
            default -> 0;
          };
      ByteBuffer wrong = ByteBuffer.allocate(12 + tail).putInt(0).putLong(0).clear();
      refused(rig.call(method, wrong), Cause.NOT_JOINED);
      ByteBuffer stranger = ByteBuffer.allocate(12 + tail).putInt(7).clear();
      refused(rig.call(method, stranger), Cause.UNKNOWN_CLIENT);
      refused(rig.call(method, ByteBuffer.allocate(11)), Cause.MALFORMED);
    }
    refused(rig.call("no-such-method", ByteBuffer.allocate(0)), Cause.MALFORMED);
    assertThat(rig.rejections()).as("of submissions and joins").isEmpty();
  }

  @Test
  void whatever_bytes_come_to_whatever_method_are_answered_or_refused() {
    Random random = new Random(8);
    Map<String, ByteBuffer> right =
        Map.of(
            Method.SUBMIT, client.update(5, 7).encode(),
            Method.JOIN, new Join("0", new byte[64]).encode(),
            Method.BEGIN, client.member().encode(),
            Method.ACK, new Ack(client.member(), 1).encode(),
            Method.ABANDON, new Abandon(client.member(), 9).encode(),
            Method.EVALUATE, new Evaluated(client.member(), 9, Optional.empty()).encode());
    for (int i = 0; i < 4_000; i++) {
      String method = List.copyOf(right.keySet()).get(random.nextInt(right.size()));
      byte[] body = right.get(method).array().clone();
      for (int changes = 1 + 2 * random.nextInt(2); changes > 0; changes--) {
        body[random.nextInt(body.length)] ^= (byte) (1 + random.nextInt(255));
      }
      ByteBuffer sent =
          ByteBuffer.wrap(body, 0, random.nextInt(4) > 0 ? body.length : i % body.length);
      RpcResponse response = rig.call(method, sent);
      if (response.kind() == MessageKind.FAILURE) {
        assertThat(response.text()).matches("(?s)[A-Z_]+: .+");
      } else {
        assertThat(response.kind()).isEqualTo(MessageKind.RESULT);
      }
    }
    accepted(client.update(5, 7).send());
    accepted(other.update(1, 1).send());
    assertThat(rig.model()).containsExactly(3f, 4f);
  }

  @Test
  void a_refusal_does_not_undo_what_a_client_did_before() {
    accepted(client.update(5, 7).send());
    HandMadeClient.Draft bad = other.update(Float.NaN, 1);
    refused(bad.send(), Cause.NOT_FINITE);
    refused(other.update(1, 2).examples(2_000).send(), Cause.TOO_MANY_EXAMPLES);
    rig.wait(Duration.ofSeconds(1));
    assertThat(accepted(other.update(1, 1).examples(3).send()).aggregated()).isTrue();
    assertThat(rig.model()).containsExactly(2f, 2.5f);
  }

  private interface Call {
    RpcResponse send();
  }

  /** Refused once, counted once, nothing changed; and a right update is still taken. */
  private void refusedWithoutEffect(Call call, Cause cause) {
    Rig.State before = rig.state();
    Map<String, Long> counted = rig.rejections();
    assertThat(counted).isEmpty();
    refused(call.send(), cause);
    assertThat(rig.state()).isEqualTo(before);
    assertThat(rig.rejections()).isEqualTo(Map.of(cause.name(), 1L));
    accepted(client.update(5, 7).send());
    accepted(other.update(1, 1).send());
    assertThat(rig.version()).isEqualTo(before.version() + 1);
  }

  @Test
  void a_report_is_for_members_only() {
    RpcResponse stranger = rig.call(Method.REPORT, new Member(0, 1).encode());
    refused(stranger, Cause.NOT_JOINED);
    refused(rig.call(Method.REPORT, ByteBuffer.allocate(0)), Cause.MALFORMED);
    assertThat(rig.call(Method.REPORT, client.join().encode()).kind())
        .isEqualTo(MessageKind.RESULT);
    assertThat(rig.run.rejections().byCause())
        .containsEntry("NOT_JOINED", 1L)
        .containsEntry("MALFORMED", 1L);
  }

  @Test
  void joining_again_and_again_leaves_nothing_behind() {
    Member first = client.join();
    for (int i = 0; i < 1_000; i++) {
      assertThat(client.join()).isEqualTo(first);
    }
    assertThat(rig.run.roster().joinedCount()).isEqualTo(2);
  }
}
