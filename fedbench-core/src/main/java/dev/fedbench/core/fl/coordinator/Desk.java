package dev.fedbench.core.fl.coordinator;

import dev.fedbench.core.fl.identity.ClientKey;
import dev.fedbench.core.fl.identity.SignedMessage;
import dev.fedbench.core.fl.wire.Abandon;
import dev.fedbench.core.fl.wire.Ack;
import dev.fedbench.core.fl.wire.Cause;
import dev.fedbench.core.fl.wire.Evaluated;
import dev.fedbench.core.fl.wire.Join;
import dev.fedbench.core.fl.wire.KeyRequest;
import dev.fedbench.core.fl.wire.MalformedMessageException;
import dev.fedbench.core.fl.wire.Member;
import dev.fedbench.core.fl.wire.Method;
import dev.fedbench.core.fl.wire.Refusal;
import dev.fedbench.core.fl.wire.Submission;
import dev.fedbench.rpc.CallContext;
import dev.fedbench.rpc.RpcHandler;
import dev.fedbench.rpc.RpcRequest;
import dev.fedbench.rpc.RpcResponse;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Answers the coordinator's calls: parses, authenticates, checks, and only then touches the run.
 */
final class Desk implements RpcHandler {

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

  private final Run run;
  private final UpdateCheck updates;
  private final Optional<KeyDesk> keys;

  /** Clients one of whose proven updates is being checked. */
  private final Set<Integer> checking = ConcurrentHashMap.newKeySet();

  private final JoinLimit joins = new JoinLimit();

  Desk(Run run) {
    this.run = run;
    keys = run.proofs().map(demand -> new KeyDesk(demand.keys()));
    updates =
        new UpdateCheck(
            run.runId(),
            run.coordinatorId(),
            run.roster().enrolment(),
            run.model(),
            run.proofCheck());
  }

  @Override
  public CompletionStage<RpcResponse> handle(RpcRequest request, CallContext call) {
    return CompletableFuture.completedFuture(answer(request.method(), request.body(), call.peer()));
  }

  private RpcResponse answer(String method, ByteBuffer body, String peer) {
    try {
      return RpcResponse.result(
          switch (method) {
            case Method.SUBMIT -> submit(body);
            case Method.ACK -> acknowledge(Ack.decode(body));
            case Method.BEGIN -> begin(Member.decode(body));
            case Method.EVALUATE -> evaluated(Evaluated.decode(body));
            case Method.ABANDON -> abandon(Abandon.decode(body));
            case Method.JOIN -> join(Join.decode(body), peer);
            case Method.MODEL -> model();
            case Method.INFO -> run.info().encode();
            case Method.KEYS -> keys(KeyRequest.decode(body));
            case Method.REPORT -> report(Member.decode(body));
            default -> throw new RefusedException(Cause.MALFORMED, "no method '%s' here", method);
          });
    } catch (MalformedMessageException e) {
      return refuse(method, new Refusal(Cause.MALFORMED, e.getMessage()));
    } catch (RefusedException e) {
      return refuse(method, e.refusal());
    }
  }

  private RpcResponse refuse(String method, Refusal refusal) {
    if (method.equals(Method.SUBMIT)
        || method.equals(Method.JOIN)
        || method.equals(Method.REPORT)) {
      run.rejections().count(refusal.cause());
    }
    return refusal.response();
  }

  private ByteBuffer submit(ByteBuffer body) throws MalformedMessageException, RefusedException {
    long start = run.now();
    Submission submission = Submission.decode(body);
    int index = run.roster().authenticate(submission.member());
    run.admit(index, submission); // before the costly checks: a replay costs nothing
    CheckedUpdate update = keys.isPresent() ? checkAlone(submission) : updates.check(submission);
    long verificationNanos = run.now() - start;
    return run.accept(submission, update, verificationNanos).encode();
  }

  /** Proofs cost most before the signature is known to be right: one of a client at a time. */
  private CheckedUpdate checkAlone(Submission submission) throws RefusedException {
    int index = submission.member().index();
    if (!checking.add(index)) {
      throw new RefusedException(Cause.BUSY, "an update of this client is being checked");
    }
    try {
      return updates.check(submission);
    } finally {
      checking.remove(index); // before it is accepted: what comes next may be here at once
    }
  }

  private ByteBuffer join(Join join, String peer) throws RefusedException {
    OptionalInt index = run.roster().enrolment().index(join.clientId());
    if (index.isEmpty()) {
      throw new RefusedException(Cause.UNKNOWN_CLIENT, "this client is not enrolled");
    }
    Optional<byte[]> key = run.roster().enrolment().publicKey(index.getAsInt());
    if (key.isPresent()) {
      checkSignature(join, key.get(), peer);
    }
    return run.join(index.getAsInt()).encode();
  }

  private void checkSignature(Join join, byte[] key, String peer) throws RefusedException {
    if (join.signature().length == 0) {
      throw new RefusedException(Cause.UNSIGNED, "this client must sign");
    }
    if (!joins.allows(peer, run.now())) {
      throw new RefusedException(
          Cause.RATE_LIMITED, "too many wrong signatures came from where you are; try again later");
    }
    byte[] message = SignedMessage.join(run.runId(), run.coordinatorId(), join.clientId());
    if (!ClientKey.verify(key, message, join.signature())) {
      joins.wrong(peer, run.now());
      throw new RefusedException(Cause.BAD_SIGNATURE, "not this client's signature");
    }
  }

  private ByteBuffer begin(Member member) throws RefusedException {
    return run.begin(run.roster().authenticate(member)).encode();
  }

  private ByteBuffer acknowledge(Ack ack) throws RefusedException {
    run.acknowledged(run.roster().authenticate(ack.member()), ack.modelVersion());
    return NOTHING;
  }

  private ByteBuffer evaluated(Evaluated evaluated) throws RefusedException {
    int index = run.roster().authenticate(evaluated.member());
    try {
      updates.check(index, evaluated);
    } catch (RefusedException e) {
      run.evaluated(index, evaluated.withoutEvaluation()); // nobody is to wait for a better one
      throw e;
    }
    run.evaluated(index, evaluated);
    return NOTHING;
  }

  private ByteBuffer abandon(Abandon abandon) throws RefusedException {
    run.abandoned(run.roster().authenticate(abandon.member()), abandon.round());
    return NOTHING;
  }

  /** Not for just anyone: the first report after the end lets the coordinator go. */
  private ByteBuffer report(Member member) throws RefusedException {
    run.roster().authenticate(member);
    return run.fetchReport().encode();
  }

  private ByteBuffer keys(KeyRequest request) throws RefusedException {
    if (keys.isEmpty()) {
      throw new RefusedException(Cause.MALFORMED, "updates carry no proof here: there are no keys");
    }
    return keys.get().fetch(request.keyId());
  }

  private ByteBuffer model() throws RefusedException {
    Optional<ByteBuffer> model = run.currentModel();
    if (model.isEmpty()) {
      throw new RefusedException(Cause.WRONG_ROUND, "there is no model before the first update");
    }
    return model.get();
  }
}
