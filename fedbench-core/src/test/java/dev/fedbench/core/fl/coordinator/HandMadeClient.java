package dev.fedbench.core.fl.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.core.fl.identity.ClientKey;
import dev.fedbench.core.fl.identity.SignedMessage;
import dev.fedbench.core.fl.wire.Abandon;
import dev.fedbench.core.fl.wire.Ack;
import dev.fedbench.core.fl.wire.Announcement;
import dev.fedbench.core.fl.wire.Evaluated;
import dev.fedbench.core.fl.wire.Join;
import dev.fedbench.core.fl.wire.MalformedMessageException;
import dev.fedbench.core.fl.wire.Member;
import dev.fedbench.core.fl.wire.Method;
import dev.fedbench.core.fl.wire.Receipt;
import dev.fedbench.core.fl.wire.TensorFrame;
import dev.fedbench.core.fl.wire.Turn;
import dev.fedbench.fl.Evaluation;
import dev.fedbench.fl.Tensors;
import dev.fedbench.rpc.MessageKind;
import dev.fedbench.rpc.RpcResponse;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A client whose every message a test can bend. */
final class HandMadeClient {

  /**
   * A submission in the making: right in all respects, until a test changes a field. It is signed
   * over what it says, unless a signature is set.
   */
  final class Draft {
    Member as = member;
    int round;
    byte[] nonce;
    long baseVersion = rig.version();
    long examples = 1;
    ByteBuffer frame;
    String signedId = id;
    byte[] signedRunId = rig.run.runId();
    byte[] signedCoordinatorId = Rig.COORDINATOR_ID;
    Optional<byte[]> signature = Optional.empty();

    byte[] message() {
      return SignedMessage.submission(
          signedRunId, signedCoordinatorId, round, nonce, baseVersion, signedId, examples, frame);
    }

    ByteBuffer encode() {
      byte[] signed =
          signature.orElseGet(() -> key.map(k -> k.sign(message())).orElseGet(() -> new byte[0]));
      ByteBuffer out =
          ByteBuffer.allocate(12 + 4 + 16 + 8 + 8 + 1 + signed.length + frame.remaining());
      out.putInt(as.index()).putLong(as.token()).putInt(round).put(nonce);
      out.putLong(baseVersion).putLong(examples);
      return out.put((byte) signed.length).put(signed).put(frame.duplicate()).flip();
    }

    Draft examples(long count) {
      examples = count;
      return this;
    }

    RpcResponse send() {
      return rig.call(Method.SUBMIT, encode());
    }
  }

  final int index;
  final String id;
  final Optional<ClientKey> key;
  private final Rig rig;
  private Member member = new Member(0, 0);

  HandMadeClient(Rig rig, int index, Optional<ClientKey> key) {
    this.rig = rig;
    this.index = index;
    this.id = Integer.toString(index);
    this.key = key;
  }

  RpcResponse tryToJoin() {
    return tryToJoin("test");
  }

  RpcResponse tryToJoin(String peer) {
    byte[] signature =
        key.map(k -> k.sign(SignedMessage.join(rig.run.runId(), Rig.COORDINATOR_ID, id)))
            .orElseGet(() -> new byte[0]);
    return rig.call(peer, Method.JOIN, new Join(id, signature).encode());
  }

  Member join() {
    member = read(tryToJoin(), Member::decode);
    return member;
  }

  Member member() {
    return member;
  }

  /** A right submission for the round that was announced last. */
  Draft update(float... values) {
    return update(Tensors.of("w", values));
  }

  Draft update(Tensors delta) {
    Announcement latest = rig.latest();
    return update(latest.round(), latest.nonce(), delta);
  }

  /** A right submission for a pass. */
  Draft update(Turn turn, float... values) {
    return update(turn.pass(), turn.nonce(), Tensors.of("w", values));
  }

  private Draft update(int round, byte[] nonce, Tensors delta) {
    Draft draft = new Draft();
    draft.round = round;
    draft.nonce = nonce.clone();
    draft.frame = frame(delta);
    return draft;
  }

  RpcResponse tryToBegin() {
    return rig.call(Method.BEGIN, member.encode());
  }

  Turn begin() {
    return read(tryToBegin(), Turn::decode);
  }

  /** A whole pass. */
  Receipt pass(float... values) {
    return Rig.accepted(update(begin(), values).send());
  }

  void acknowledge(long version) {
    nothing(rig.call(Method.ACK, new Ack(member, version).encode()));
  }

  void abandon(int round) {
    nothing(rig.call(Method.ABANDON, new Abandon(member, round).encode()));
  }

  RpcResponse tryToEvaluate(Optional<Evaluation> evaluation) {
    return rig.call(Method.EVALUATE, new Evaluated(member, rig.version(), evaluation).encode());
  }

  void evaluate(double loss, double accuracy, long examples) {
    nothing(tryToEvaluate(Optional.of(Evaluation.of(loss, accuracy, examples))));
  }

  void cannotEvaluate() {
    nothing(tryToEvaluate(Optional.empty()));
  }

  static ByteBuffer frame(Tensors tensors) {
    byte[] header = TensorFrame.header(tensors.layout());
    ByteBuffer out = ByteBuffer.allocate(TensorFrame.size(header, tensors.layout()));
    TensorFrame.write(out, header, tensors);
    return out.flip();
  }

  private static void nothing(RpcResponse response) {
    assertThat(response.kind()).as(response.text()).isEqualTo(MessageKind.RESULT);
    assertThat(response.body().remaining()).isZero();
  }

  private interface Decoder<T> {
    T decode(ByteBuffer body) throws MalformedMessageException;
  }

  private static <T> T read(RpcResponse response, Decoder<T> decoder) {
    assertThat(response.kind()).as(response.text()).isEqualTo(MessageKind.RESULT);
    try {
      return decoder.decode(response.body());
    } catch (MalformedMessageException e) {
      throw new AssertionError(e);
    }
  }
}
