package dev.fedbench.core.fl.coordinator;

import static dev.fedbench.core.fl.coordinator.Rig.accepted;
import static dev.fedbench.core.fl.coordinator.Rig.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.core.fl.identity.SignedMessage;
import dev.fedbench.core.fl.wire.Cause;
import dev.fedbench.core.fl.wire.Payload;
import dev.fedbench.core.fl.wire.ProvenFrame;
import dev.fedbench.core.fl.wire.TensorFrame;
import dev.fedbench.fl.TensorLayout;
import dev.fedbench.fl.TensorSpec;
import dev.fedbench.fl.Tensors;
import dev.fedbench.metric.FederatedMetrics;
import dev.fedbench.proof.Bounds;
import dev.fedbench.proof.CircuitSpec;
import dev.fedbench.proof.Claim;
import dev.fedbench.proof.Keys;
import dev.fedbench.proof.Proof;
import dev.fedbench.proof.ProofException;
import dev.fedbench.proof.ProofKind;
import dev.fedbench.proof.ProofPolicy;
import dev.fedbench.proof.ProofSystem;
import dev.fedbench.proof.QuantizedUpdate;
import dev.fedbench.proof.UpdateContext;
import dev.fedbench.spi.Extensions;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A client that does all it can to have a bad update accepted. Each test bends one thing of an
 * update that would be accepted; the coordinator refuses, counts, and is as it was.
 */
class ProofRefusalTest {

  private static final ProofSystem GROTH16 =
      Extensions.of(ProofSystem.class).find("groth16").orElseThrow();
  private static final ProofPolicy POLICY = ProofPolicy.secure().maxNorm(5).minActive(2);
  private static final Keys KEYS = keys(ProofKind.SECURE);
  private static final Keys OTHER_KEYS = keys(ProofKind.SECURE);
  private static final TensorLayout LAYOUT = TensorLayout.of(TensorSpec.of("w", 3));

  /** Of norm 5 exactly. */
  private static final int[] VALUES = {3_000, 0, -4_000};

  private static Keys keys(ProofKind kind) {
    try {
      return GROTH16.setup(GROTH16.circuit(new CircuitSpec(kind, 3, 16)));
    } catch (ProofException e) {
      throw new AssertionError(e);
    }
  }

  private final Rig rig =
      Rig.synchronous(3, 1, 1, 2)
          .signed()
          .model(Optional.of(Tensors.zeros(LAYOUT)))
          .proofs(new ProofDemand(GROTH16, KEYS, POLICY))
          .joined();

  /** What a client proves, and what it then submits: the same, until a test bends something. */
  private final class Attempt {
    final HandMadeClient client;
    final HandMadeClient.Draft draft;
    Keys keys = KEYS;
    byte[] provenRunId = rig.run.runId();
    long provenRound;
    long provenBase;
    String provenClient;
    long provenExamples = 1;
    byte[] provenSalt = new byte[32];
    int[] provenValues = VALUES.clone();
    Bounds provenBounds = POLICY.bounds(3);
    byte[] salt = new byte[32];
    int bits = 16;
    long scale = 1_000;
    byte[] header = TensorFrame.header(LAYOUT);
    int[] values = VALUES.clone();
    Proof proof;

    Attempt(HandMadeClient client) {
      this.client = client;
      draft = client.update(Tensors.zeros(LAYOUT));
      provenRound = draft.round;
      provenBase = draft.baseVersion;
      provenClient = client.id;
    }

    Attempt prove() throws Exception {
      proof = keys.generator().prove(claim());
      return this;
    }

    private Claim claim() {
      UpdateContext context =
          new UpdateContext(
              provenRunId, provenRound, provenBase, provenClient, provenExamples, provenSalt);
      return keys.circuit()
          .claim(context, new QuantizedUpdate(provenValues, 16, 1_000), provenBounds);
    }

    /** Signed over what the coordinator derives: the signature is never what gives it away. */
    HandMadeClient.Draft submission() {
      Payload payload =
          ProvenFrame.payload(salt, proof, header, new QuantizedUpdate(values, bits, scale));
      ByteBuffer frame = ByteBuffer.allocate(payload.size());
      payload.write(frame);
      draft.frame = frame.flip();
      if (bits == 16 && values.length == 3) {
        draft.signature = Optional.of(client.key.orElseThrow().sign(message()));
      }
      return draft;
    }

    byte[] message() {
      UpdateContext derived =
          new UpdateContext(
              rig.run.runId(), draft.round, draft.baseVersion, client.id, draft.examples, salt);
      return SignedMessage.provenSubmission(
          rig.run.runId(),
          Rig.COORDINATOR_ID,
          draft.round,
          draft.nonce,
          draft.baseVersion,
          client.id,
          draft.examples,
          KEYS.circuit().id(),
          KEYS.id(),
          KEYS.circuit()
              .statements(derived, new QuantizedUpdate(values, 16, 1_000), POLICY.bounds(3)),
          proof);
    }
  }

  /** Something bent before, or after, the proof is made. */
  private interface Bend {
    void bend(Attempt attempt) throws Exception;
  }

  @Test
  void an_honest_update_at_the_bound_is_accepted_and_summed_in_whole_numbers() throws Exception {
    accepted(new Attempt(rig.client(0)).prove().submission().send());
    Attempt second = new Attempt(rig.client(1));
    second.provenValues = new int[] {1, 1, 0};
    second.values = second.provenValues;
    second.draft.examples = 3;
    second.provenExamples = 3;
    accepted(second.prove().submission().send());
    assertThat(rig.version()).isEqualTo(2);
    assertThat(rig.model())
        .containsExactly(3_003 / 4_000f, 3 / 4_000f, (float) (-4_000.0 / 1_000 / 4));
    assertThat(rig.samples.get(FederatedMetrics.PROOF_VERIFICATION.name())).hasSize(2);
    assertThat(rig.samples.get(FederatedMetrics.PROOF_VERIFICATION_CPU.name())).hasSize(2);
    assertThat(rig.samples.get(FederatedMetrics.PROOF_BATCH.name())).containsExactly(1.0, 1.0);
  }

  static Stream<Arguments> lies() {
    return Stream.of(
        before("another round", a -> a.provenRound++),
        before("another base version", a -> a.provenBase++),
        before("another client", a -> a.provenClient = "1"),
        before("fewer examples than submitted", a -> a.draft.examples = 2),
        before("another run", a -> a.provenRunId = new byte[16]),
        before("another salt", a -> a.provenSalt[0] = 1),
        before("another update", a -> a.provenValues[0]--),
        before("two values swapped", a -> a.values = new int[] {-4_000, 0, 3_000}),
        before("a laxer bound", a -> a.provenBounds = new Bounds(bound().shiftLeft(1), 2)),
        before("a lower least count", a -> a.provenBounds = new Bounds(bound(), 1)),
        before("keys of the attacker's own", a -> a.keys = OTHER_KEYS),
        before("norm one above the bound", ProofRefusalTest::oneAboveTheBound),
        before("too few values that are not 0", ProofRefusalTest::tooFew),
        after("first byte of the proof", a -> a.proof = flipped(a.proof, 0)),
        after("last byte of the proof", a -> a.proof = flipped(a.proof, 255)),
        after("a cut proof", a -> a.proof = part(Arrays.copyOf(a.proof.parts().get(0), 255))),
        after("a long proof", a -> a.proof = part(Arrays.copyOf(a.proof.parts().get(0), 257))),
        after("zeros for a proof", a -> a.proof = part(new byte[256])),
        after("ones for a proof", a -> a.proof = part(ones())),
        after("an empty part", a -> a.proof = part(new byte[0])));
  }

  private static BigInteger bound() {
    return POLICY.bounds(3).maxNormSq();
  }

  /** The client proves what is true within bounds of its own, and submits it to ours. */
  private static void oneAboveTheBound(Attempt a) {
    a.provenValues = new int[] {3_000, 1, -4_000};
    a.values = a.provenValues;
    a.provenBounds = new Bounds(bound().add(BigInteger.ONE), 2);
  }

  private static void tooFew(Attempt a) {
    a.provenValues = new int[] {3_000, 0, 0};
    a.values = a.provenValues;
    a.provenBounds = new Bounds(bound(), 1);
  }

  private static Arguments before(String what, Bend bend) {
    return Arguments.of(
        what,
        (Bend)
            a -> {
              bend.bend(a);
              a.prove();
            });
  }

  private static Arguments after(String what, Bend bend) {
    return Arguments.of(
        what,
        (Bend)
            a -> {
              a.prove();
              bend.bend(a);
            });
  }

  private static Proof part(byte[] bytes) {
    return new Proof(List.of(bytes));
  }

  private static byte[] ones() {
    byte[] ones = new byte[256];
    Arrays.fill(ones, (byte) -1);
    return ones;
  }

  private static Proof flipped(Proof proof, int index) {
    byte[] bytes = proof.parts().get(0);
    bytes[index] ^= 1;
    return part(bytes);
  }

  @Test
  void as_many_parts_as_the_circuit_has_are_read_and_not_one_more() throws Exception {
    Attempt twice = new Attempt(rig.client(0)).prove();
    byte[] part = twice.proof.parts().get(0);
    twice.proof = new Proof(List.of(part, part));
    refused(twice.submission().send(), Cause.MALFORMED);
    Attempt none = new Attempt(rig.client(0));
    none.proof = new Proof(List.of());
    refusedWithoutEffect(none.submission(), Cause.MALFORMED, 2);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lies")
  void a_proof_of_something_else_is_refused(String what, Bend bend) throws Exception {
    Attempt attempt = new Attempt(rig.client(0));
    bend.bend(attempt);
    refusedWithoutEffect(attempt.submission(), Cause.BAD_PROOF);
  }

  @Test
  void who_was_refused_may_try_again() throws Exception {
    Attempt attempt = new Attempt(rig.client(0)).prove();
    Proof right = attempt.proof;
    attempt.proof = flipped(right, 0);
    refusedWithoutEffect(attempt.submission(), Cause.BAD_PROOF);
    attempt.proof = right;
    accepted(attempt.submission().send());
  }

  @Test
  void what_is_beyond_the_bounds_cannot_be_proved_within_them() {
    Attempt tooLong = new Attempt(rig.client(0));
    oneAboveTheBound(tooLong);
    tooLong.provenBounds = POLICY.bounds(3);
    assertThatThrownBy(tooLong::prove).isInstanceOf(ProofException.class);
    Attempt tooSparse = new Attempt(rig.client(0));
    tooFew(tooSparse);
    tooSparse.provenBounds = POLICY.bounds(3);
    assertThatThrownBy(tooSparse::prove).isInstanceOf(ProofException.class);
  }

  static Stream<Arguments> malformed() {
    return Stream.of(
        form("no proof at all", Cause.UNPROVEN, d -> d.frame = plain()),
        form("nothing", Cause.UNPROVEN, d -> d.frame = ByteBuffer.allocate(0)),
        form("cut in the salt", Cause.MALFORMED, d -> d.frame = d.frame.slice().limit(20)),
        form("more parts than bytes", Cause.MALFORMED, d -> d.frame.putInt(45, 1 << 30)),
        form("negative parts", Cause.MALFORMED, d -> d.frame.putInt(45, -1)),
        form("a part longer than all", Cause.MALFORMED, d -> d.frame.putInt(49, 1 << 30)),
        form("other bits", Cause.SHAPE_MISMATCH, d -> d.frame.put(36, (byte) 17)),
        form("fewer bits", Cause.SHAPE_MISMATCH, d -> d.frame.put(36, (byte) 12)),
        form("other scale", Cause.SHAPE_MISMATCH, d -> d.frame.putLong(37, 999)),
        form(
            "another layout",
            Cause.SHAPE_MISMATCH,
            d -> d.frame.put(d.frame.limit() - 14, (byte) 'v')),
        form("a value fewer", Cause.SHAPE_MISMATCH, d -> d.frame.limit(d.frame.limit() - 2)));
  }

  private static Arguments form(String what, Cause cause, Consumer<HandMadeClient.Draft> change) {
    return Arguments.of(what, cause, change);
  }

  private static ByteBuffer plain() {
    return HandMadeClient.frame(Tensors.zeros(LAYOUT));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("malformed")
  void a_submission_of_another_form_is_refused(
      String what, Cause cause, Consumer<HandMadeClient.Draft> change) throws Exception {
    HandMadeClient.Draft draft = new Attempt(rig.client(0)).prove().submission();
    change.accept(draft);
    refusedWithoutEffect(draft, cause);
  }

  @Test
  void the_signature_covers_statements_and_proof() throws Exception {
    HandMadeClient.Draft right = new Attempt(rig.client(0)).prove().submission();
    HandMadeClient.Draft resigned = new Attempt(rig.client(0)).prove().submission();
    assertThat(right.signature).isNotEqualTo(resigned.signature);
    right.signature = resigned.signature; // of another proof of the same update
    refusedWithoutEffect(right, Cause.BAD_SIGNATURE);
    Attempt other = new Attempt(rig.client(0));
    other.provenValues[0] = 2_999;
    other.values = other.provenValues;
    HandMadeClient.Draft stolen = other.prove().submission();
    stolen.signature = resigned.signature; // of another update
    Map<String, Long> before = rig.rejections();
    refused(stolen.send(), Cause.BAD_SIGNATURE);
    assertThat(rig.rejections()).isNotEqualTo(before);
    refusedUnsigned();
  }

  private void refusedUnsigned() throws Exception {
    HandMadeClient.Draft unsigned = new Attempt(rig.client(0)).prove().submission();
    unsigned.signature = Optional.of(new byte[0]);
    refused(unsigned.send(), Cause.UNSIGNED);
  }

  @Test
  void another_clients_whole_submission_is_not_accepted_as_ones_own() throws Exception {
    Attempt honest = new Attempt(rig.client(1)).prove();
    HandMadeClient.Draft copy = honest.submission();
    copy.as = rig.client(0).member();
    copy.signature = Optional.of(rig.client(0).key.orElseThrow().sign(new byte[] {1}));
    refusedWithoutEffect(copy, Cause.BAD_SIGNATURE);
  }

  @Test
  void the_same_proof_in_the_next_round_is_refused() throws Exception {
    Attempt first = new Attempt(rig.client(0)).prove();
    accepted(first.submission().send());
    accepted(new Attempt(rig.client(1)).prove().submission().send());
    Attempt replay = new Attempt(rig.client(0));
    replay.proof = first.proof;
    refusedWithoutEffect(replay.submission(), Cause.BAD_PROOF);
  }

  private void refusedWithoutEffect(HandMadeClient.Draft draft, Cause cause) {
    refusedWithoutEffect(draft, cause, 1);
  }

  private void refusedWithoutEffect(HandMadeClient.Draft draft, Cause cause, long count) {
    Rig.State before = rig.state();
    refused(draft.send(), cause);
    assertThat(rig.state()).isEqualTo(before);
    assertThat(rig.rejections()).isEqualTo(Map.of(cause.name(), count));
  }
}
