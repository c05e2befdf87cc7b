package dev.fedbench.core.fl.coordinator;

import dev.fedbench.core.fl.identity.ClientKey;
import dev.fedbench.core.fl.identity.Enrolment;
import dev.fedbench.core.fl.identity.SignedMessage;
import dev.fedbench.core.fl.wire.Cause;
import dev.fedbench.core.fl.wire.Evaluated;
import dev.fedbench.core.fl.wire.MalformedMessageException;
import dev.fedbench.core.fl.wire.ProvenFrame;
import dev.fedbench.core.fl.wire.Submission;
import dev.fedbench.proof.Proof;
import dev.fedbench.proof.QuantizedUpdate;
import dev.fedbench.proof.Statement;
import dev.fedbench.proof.UpdateContext;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The costly checks of an update, which need no lock: form, values, examples, signature, proof.
 * Thread-safe.
 */
final class UpdateCheck {

  private static final int CHUNK = 1024;

  private final byte[] runId;
  private final byte[] coordinatorId;
  private final Enrolment enrolment;
  private final GlobalModel model;
  private final Optional<ProofCheck> proofs;

  UpdateCheck(
      byte[] runId,
      byte[] coordinatorId,
      Enrolment enrolment,
      GlobalModel model,
      Optional<ProofCheck> proofs) {
    this.runId = runId;
    this.coordinatorId = coordinatorId;
    this.enrolment = enrolment;
    this.model = model;
    this.proofs = proofs;
  }

  /** The values of an update that passes all checks. */
  CheckedUpdate check(Submission submission) throws RefusedException {
    int index = submission.member().index();
    examples(submission.examples(), enrolment.maxExamples(index));
    if (proofs.isPresent()) {
      return proven(submission, index, proofs.get());
    }
    signature(submission, index, id -> message(submission, id));
    FloatBuffer values = model.values(submission.frame());
    finite(values);
    return new CheckedUpdate.Plain(values);
  }

  /** The signature covers the proof's public values, so these come first; verifying comes last. */
  private CheckedUpdate proven(Submission submission, int index, ProofCheck check)
      throws RefusedException {
    ProvenFrame frame = proven(submission.frame(), check.parts());
    check.form(frame.bits(), frame.scale(), frame.proof().parts().size());
    QuantizedUpdate update = model.values(frame);
    UpdateContext context =
        new UpdateContext(
            runId,
            submission.round(),
            submission.baseVersion(),
            enrolment.id(index),
            submission.examples(),
            frame.salt());
    ProofCheck.Derived derived = check.derive(context, update);
    signature(
        submission,
        index,
        id -> message(submission, id, check, derived.statements(), frame.proof()));
    return check.verify(update, derived, frame.proof());
  }

  private static ProvenFrame proven(ByteBuffer payload, int parts) throws RefusedException {
    if (!ProvenFrame.is(payload)) {
      throw new RefusedException(Cause.UNPROVEN, "updates must carry a proof here");
    }
    try {
      return ProvenFrame.decode(payload, parts);
    } catch (MalformedMessageException e) {
      throw new RefusedException(Cause.MALFORMED, "%s", e.getMessage());
    }
  }

  /** One client's evaluation must not outweigh the others' either. */
  void check(int index, Evaluated evaluated) throws RefusedException {
    if (evaluated.evaluation().isPresent()) {
      examples(evaluated.evaluation().get().examples(), enrolment.maxExamples(index));
    }
  }

  static void examples(long examples, long most) throws RefusedException {
    if (examples < 1) {
      throw new RefusedException(Cause.MALFORMED, "%d examples; expected at least 1", examples);
    }
    if (examples > most) {
      throw new RefusedException(
          Cause.TOO_MANY_EXAMPLES, "%d examples; enrolled for at most %d", examples, most);
    }
  }

  private void signature(Submission submission, int index, Function<String, byte[]> message)
      throws RefusedException {
    Optional<byte[]> key = enrolment.publicKey(index);
    if (key.isEmpty()) {
      return;
    }
    if (submission.signature().length == 0) {
      throw new RefusedException(Cause.UNSIGNED, "updates must be signed here");
    }
    if (!ClientKey.verify(key.get(), message.apply(enrolment.id(index)), submission.signature())) {
      throw new RefusedException(Cause.BAD_SIGNATURE, "not this client's signature of this update");
    }
  }

  private byte[] message(Submission submission, String clientId) {
    return SignedMessage.submission(
        runId,
        coordinatorId,
        submission.round(),
        submission.nonce(),
        submission.baseVersion(),
        clientId,
        submission.examples(),
        submission.frame());
  }

  private byte[] message(
      Submission submission,
      String clientId,
      ProofCheck check,
      List<Statement> statements,
      Proof proof) {
    return SignedMessage.provenSubmission(
        runId,
        coordinatorId,
        submission.round(),
        submission.nonce(),
        submission.baseVersion(),
        clientId,
        submission.examples(),
        check.circuitId(),
        check.keyId(),
        statements,
        proof);
  }

  static void finite(FloatBuffer values) throws RefusedException {
    FloatBuffer in = values.duplicate();
    float[] chunk = new float[Math.min(CHUNK, in.remaining())];
    for (int start = 0; in.hasRemaining(); start += chunk.length) {
      int length = Math.min(chunk.length, in.remaining());
      in.get(chunk, 0, length);
      float zero = 0;
      for (int i = 0; i < length; i++) {
        zero += chunk[i] * 0f; // NaN if, and only if, the value is NaN or infinite
      }
      if (zero != 0) {
        throw new RefusedException(
            Cause.NOT_FINITE, "a value between %d and %d", start, start + length - 1);
      }
    }
  }
}
